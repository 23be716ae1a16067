package dev.optweave.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.optweave.runtime.OptimizerBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** 1001 steps of a small network, against PyTorch's own training of it. */
class TorchBaselineTest extends GoldenTest {

    private static final double TOLERANCE = 1e-10;
    private static final double BETWEEN_SINGLE_AND_DOUBLE = 1e-8;
    private static final JsonNode CASES = Goldens.resource("torch_baseline.json").get("cases");

    /** Where W1, b1, W2 and b2 begin in the list of all parameters, and its length. */
    private static final int[] BOUNDS = {0, 6, 9, 12, 13};

    private static final int[][] SHAPES = {{3, 2}, {3}, {1, 3}, {1}};

    /** PyTorch kept scalars of these in single precision when it recorded them. */
    private static final Set<String> RECORDED_WITH_SINGLE_SCALARS = Set.of("ASGD", "NAdam");

    private static final Map<String, String> SETTINGS = settings();

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("Adam", "Adam lr=1");
        settings.put("Adam_with_weight_decay", "Adam lr=1 weightDecay=1e-2");
        settings.put("Adam_with_weight_decay_and_amsgrad", "AmsGrad lr=1 weightDecay=1e-6");
        settings.put("AdamW", "AdamW lr=1");
        settings.put("AdamW_without_weight_decay", "AdamW lr=1 weightDecay=0");
        settings.put("AdamW_with_amsgrad", "AmsGradW lr=1");
        settings.put("Adagrad", "AdaGrad lr=1");
        settings.put("Adagrad_with_weight_decay", "AdaGrad lr=1 weightDecay=1e-2");
        settings.put(
                "Adagrad_with_weight_decay_and_lr_decay",
                "AdaGrad lr=1 weightDecay=1e-6 lrDecay=1e-3");
        settings.put("RMSprop", "RmsProp lr=0.1");
        settings.put("RMSprop_with_weight_decay", "RmsProp lr=0.1 weightDecay=1e-2");
        settings.put(
                "RMSprop_with_weight_decay_and_centered",
                "RmsPropCentered lr=0.1 weightDecay=1e-6");
        settings.put(
                "RMSprop_with_weight_decay_and_centered_and_momentum",
                "RmsPropCenteredMomentum lr=0.1 weightDecay=1e-6 momentum=0.9");
        settings.put("SGD", "Sgd lr=0.1");
        settings.put("SGD_with_weight_decay", "Sgd lr=0.1 weightDecay=1e-2");
        settings.put(
                "SGD_with_weight_decay_and_momentum", "Momentum lr=0.1 rho=0.9 weightDecay=1e-2");
        settings.put(
                "SGD_with_weight_decay_and_nesterov_momentum",
                "Nesterov lr=0.1 rho=0.9 weightDecay=1e-6");
        settings.put("Adamax", "AdaMax lr=0.1");
        settings.put("NAdam", "NAdam lr=0.1");
        settings.put("RAdam", "RAdam lr=0.1");
        settings.put("Adadelta", "AdaDelta lr=1");
        settings.put("Rprop", "Rprop lr=0.01");
        settings.put("ASGD", "Asgd lr=0.1");
        return settings;
    }

    @Test
    void everyCaseHasASetting() {
        Set<String> names = new TreeSet<>();
        CASES.properties().forEach(entry -> names.add(entry.getKey()));
        assertThat(names).hasSize(23).isEqualTo(SETTINGS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> trainsAsPyTorchDoes() {
        return SETTINGS.entrySet().stream()
                .filter(entry -> !RECORDED_WITH_SINGLE_SCALARS.contains(entry.getKey()))
                .map(
                        entry ->
                                dynamicTest(
                                        entry.getKey(),
                                        () ->
                                                train(
                                                        CASES.get(entry.getKey()),
                                                        builder(entry.getValue()),
                                                        TOLERANCE)));
    }

    /**
     * PyTorch keeps ASGD's step size in a tensor of the default type, which was float here. Given
     * the rounded step sizes the rule takes the same steps.
     */
    @Test
    void trainsAsPyTorchDoesWithAsgdsStepSizeInSingle() {
        OptimizerBuilder<?, ?> builder = StockOptimizers.builder("Asgd").set("alpha", 0);
        builder.set("lr", step -> (float) (0.1 / Math.pow(1 + 1e-4 * 0.1 * step, 0.75)));
        train(CASES.get("ASGD"), builder, TOLERANCE);
    }

    /** As for ASGD's step size, but for the product of NAdam's momenta. */
    @Test
    void trainsAsPyTorchDoesWithNAdamsProductInSingle() {
        float[] products = new float[1_002];
        products[0] = 1;
        for (int t = 1; t < products.length; t++) {
            products[t] = products[t - 1] * (float) momentum(t);
        }
        OptimizerBuilder<?, ?> builder =
                NAdamWithGivenProducts.builder()
                        .lr(0.1)
                        .product(step -> products[(int) step + 1])
                        .productNext(
                                step -> {
                                    int t = (int) step + 1;
                                    float twice = products[t] * (float) momentum(t);
                                    return twice * (float) momentum(t + 1);
                                });
        // The rule stands among the tests, which are compiled without vectors.
        GoldenBackend able = backend == GoldenBackend.VECTOR ? GoldenBackend.SCALAR : backend;
        train(able, CASES.get("NAdam"), builder, TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> differsFromScalarsInSingleByTheirRoundingOnly() {
        return RECORDED_WITH_SINGLE_SCALARS.stream()
                .sorted()
                .map(
                        name ->
                                dynamicTest(
                                        name,
                                        () ->
                                                train(
                                                        CASES.get(name),
                                                        builder(SETTINGS.get(name)),
                                                        BETWEEN_SINGLE_AND_DOUBLE)));
    }

    private static double momentum(int t) {
        return 0.9 * (1 - 0.5 * Math.pow(0.96, t * 4e-3));
    }

    private static OptimizerBuilder<?, ?> builder(String setting) {
        List<String> words = List.of(setting.split(" "));
        OptimizerBuilder<?, ?> builder = StockOptimizers.builder(words.get(0));
        for (String word : words.subList(1, words.size())) {
            String[] pair = word.split("=");
            builder.set(pair[0], Double.parseDouble(pair[1]));
        }
        return builder;
    }

    private void train(JsonNode golden, OptimizerBuilder<?, ?> builder, double tolerance) {
        train(backend, golden, builder, tolerance);
    }

    private static void train(
            GoldenBackend backend,
            JsonNode golden,
            OptimizerBuilder<?, ?> builder,
            double tolerance) {
        double[][] initial = split(Goldens.flat(golden.get("initial")));
        int compared = 0;
        try (Run run = new Run(backend, builder, new Run.Start(true, initial, SHAPES))) {
            for (int step = 1; step <= 1_001; step++) {
                double[] gradient = gradient(run);
                if (step == 1) {
                    assertThat(Goldens.error(gradient, Goldens.flat(golden.get("first_gradient"))))
                            .isLessThan(1e-14);
                }
                run.step(split(gradient));
                JsonNode expected = golden.get("steps").get(Integer.toString(step));
                if (expected != null) {
                    compared++;
                    assertThat(run.error(split(Goldens.flat(expected))))
                            .as("error after step %d", step)
                            .isLessThanOrEqualTo(tolerance);
                }
            }
        }
        assertThat(compared).isEqualTo(11);
    }

    private static double[] gradient(Run run) {
        return SigmoidNetwork.gradient(run.values(0), run.values(1), run.values(2), run.values(3));
    }

    private static double[][] split(double[] all) {
        double[][] parts = new double[SHAPES.length][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Arrays.copyOfRange(all, BOUNDS[i], BOUNDS[i + 1]);
        }
        return parts;
    }
}
