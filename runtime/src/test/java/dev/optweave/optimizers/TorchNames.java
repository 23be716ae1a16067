package dev.optweave.optimizers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.optweave.runtime.OptimizerBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** PyTorch's optimizers and hyperparameters under our names. */
final class TorchNames {

    private static final Map<String, String> RULES =
            Map.of(
                    "SGD", "Sgd",
                    "Adagrad", "AdaGrad",
                    "Adadelta", "AdaDelta",
                    "RMSprop", "RmsProp",
                    "Adamax", "AdaMax",
                    "ASGD", "Asgd");
    private static final Map<String, String> HYPERPARAMETERS =
            Map.of(
                    "weight_decay", "weightDecay",
                    "lr_decay", "lrDecay",
                    "initial_accumulator_value", "initialAccumulator",
                    "momentum_decay", "momentumDecay");

    private TorchNames() {}

    /** A stock rule and what is set other than by default. */
    record Setting(String rule, Map<String, Double> set) {
        OptimizerBuilder<?, ?> builder() {
            OptimizerBuilder<?, ?> builder = StockOptimizers.builder(rule);
            set.forEach(builder::set);
            return builder;
        }
    }

    static Setting of(String optimizer, JsonNode hyper) {
        Map<String, Double> set = new LinkedHashMap<>();
        hyper.properties()
                .forEach(
                        entry -> {
                            String name = entry.getKey();
                            JsonNode value = entry.getValue();
                            if (name.equals("betas")) {
                                set.put("beta1", value.get(0).asDouble());
                                set.put("beta2", value.get(1).asDouble());
                            } else if (value.isNumber()) {
                                set.put(hyperparameter(optimizer, name), value.asDouble());
                            }
                        });
        return new Setting(rule(optimizer, hyper), set);
    }

    private static String rule(String optimizer, JsonNode hyper) {
        boolean momentum = hyper.path("momentum").asDouble() != 0;
        return switch (optimizer) {
            case "SGD" ->
                    hyper.path("nesterov").asBoolean() ? "Nesterov" : momentum ? "Momentum" : "Sgd";
            case "RMSprop" ->
                    "RmsProp"
                            + (hyper.path("centered").asBoolean() ? "Centered" : "")
                            + (momentum ? "Momentum" : "");
            case "Adam" -> hyper.path("amsgrad").asBoolean() ? "AmsGrad" : "Adam";
            case "AdamW" -> hyper.path("amsgrad").asBoolean() ? "AmsGradW" : "AdamW";
            default -> RULES.getOrDefault(optimizer, optimizer);
        };
    }

    private static String hyperparameter(String optimizer, String name) {
        if (name.equals("momentum") && optimizer.equals("SGD")
                || name.equals("alpha") && optimizer.equals("RMSprop")) {
            return "rho";
        }
        return HYPERPARAMETERS.getOrDefault(name, name);
    }
}
