package dev.optweave.runtime.schedule;

import static dev.optweave.runtime.schedule.Schedules.constantFactor;
import static dev.optweave.runtime.schedule.Schedules.cosineAnnealing;
import static dev.optweave.runtime.schedule.Schedules.cosineRestarts;
import static dev.optweave.runtime.schedule.Schedules.exponential;
import static dev.optweave.runtime.schedule.Schedules.lambda;
import static dev.optweave.runtime.schedule.Schedules.linear;
import static dev.optweave.runtime.schedule.Schedules.multiStep;
import static dev.optweave.runtime.schedule.Schedules.multiplicative;
import static dev.optweave.runtime.schedule.Schedules.polynomial;
import static dev.optweave.runtime.schedule.Schedules.step;
import static dev.optweave.runtime.schedule.Schedules.triangular;
import static dev.optweave.runtime.schedule.Schedules.triangular2;
import static dev.optweave.runtime.schedule.Schedules.triangularExponential;

import com.fasterxml.jackson.databind.JsonNode;

/** Our schedules for PyTorch's names and arguments. */
final class TorchSchedules {

    private TorchSchedules() {}

    static Schedule rate(String name, JsonNode golden) {
        double base = golden.get("base_lr").asDouble();
        JsonNode a = golden.get("args");
        return switch (name) {
            case "StepLR" -> step(base, number(a, "gamma"), a.get("step_size").asLong());
            case "MultiStepLR" -> multiStep(base, number(a, "gamma"), longs(a.get("milestones")));
            case "ConstantLR" -> constantFactor(base, number(a, "factor"), iterations(a));
            case "LinearLR", "LinearLR_decay" ->
                    linear(
                            base * number(a, "start_factor"),
                            base * number(a, "end_factor"),
                            iterations(a));
            case "ExponentialLR" -> exponential(base, number(a, "gamma"));
            case "PolynomialLR" -> polynomial(base, 0, iterations(a), number(a, "power"));
            case "CosineAnnealingLR" ->
                    cosineAnnealing(base, number(a, "eta_min"), a.get("T_max").asLong());
            case "CosineAnnealingWarmRestarts" ->
                    cosineRestarts(
                            base,
                            number(a, "eta_min"),
                            a.get("T_0").asLong(),
                            number(a, "T_mult"),
                            1);
            case "LambdaLR" -> lambda(base, t -> Math.pow(0.95, t));
            case "MultiplicativeLR" -> multiplicative(base, t -> 0.95);
            case "SequentialLR_warmup_cosine" ->
                    linear(0.1 * base, base, 5).then(5, cosineAnnealing(base, 0, 20));
            case "ChainedScheduler" -> constantFactor(base, 0.1, 4).times(exponential(1, 0.9));
            default -> cycle(name, a, "max_lr", "base_lr");
        };
    }

    /** The momentum runs against the rate: it starts at its maximum. */
    static Schedule momentum(String name, JsonNode golden) {
        JsonNode a = golden.get("args");
        if (name.startsWith("OneCycleLR")) {
            double most = number(a, "max_momentum");
            return oneCycle(name, a, number(a, "base_momentum")).between(most, most);
        }
        return cycle(name, a, "base_momentum", "max_momentum");
    }

    private static Schedule cycle(String name, JsonNode a, String high, String low) {
        if (name.startsWith("OneCycleLR")) {
            return oneCycle(name, a, number(a, high));
        }
        if (!name.startsWith("CyclicLR")) {
            throw new AssertionError("no schedule of ours is mapped to " + name);
        }
        long up = a.get("step_size_up").asLong();
        long down = a.has("step_size_down") ? a.get("step_size_down").asLong() : up;
        double from = number(a, low);
        double to = number(a, high);
        return switch (a.get("mode").asText()) {
            case "triangular" -> triangular(from, to, up, down);
            case "triangular2" -> triangular2(from, to, up, down);
            case "exp_range" -> triangularExponential(from, to, up, down, number(a, "gamma"));
            default -> throw new AssertionError("no schedule of ours is mapped to " + a);
        };
    }

    private static OneCycle oneCycle(String name, JsonNode a, double peak) {
        OneCycle cycle = oneCycleWithDefaults(a, peak);
        return name.endsWith("3phase") ? cycle.threePhases() : cycle;
    }

    private static OneCycle oneCycleWithDefaults(JsonNode a, double peak) {
        OneCycle cycle = Schedules.oneCycle(peak, a.get("total_steps").asLong());
        if (a.has("pct_start")) {
            cycle = cycle.risingShare(number(a, "pct_start"));
        }
        boolean linear =
                a.has("anneal_strategy") && a.get("anneal_strategy").asText().equals("linear");
        return linear ? cycle.curve(Curve.LINEAR) : cycle;
    }

    private static long iterations(JsonNode args) {
        return args.get("total_iters").asLong();
    }

    private static double number(JsonNode args, String name) {
        return args.get(name).asDouble();
    }

    private static long[] longs(JsonNode array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asLong();
        }
        return values;
    }
}
