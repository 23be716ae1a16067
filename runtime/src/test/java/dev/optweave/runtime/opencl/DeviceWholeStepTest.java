package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.optweave.Slot;
import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.optimizers.Sgd;
import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loss scales, averages of parameters and zero gradients on a device, as in Java. */
class DeviceWholeStepTest {

    private static final double SCALE = 256;
    @RegisterExtension private static final TestDevice DEVICE = new TestDevice();

    private static Parameters parameters() {
        Random random = new Random(7);
        Tensor[] tensors = new Tensor[9];
        int[] sizes = {0, 1, 255, 256, 257, 4095, 4097, 63, 10_001};
        for (int t = 0; t < tensors.length; t++) {
            int size = sizes[t];
            double[] values = random.doubles(size, -1, 1).toArray();
            float[] narrow = new float[size];
            for (int i = 0; i < size; i++) {
                narrow[i] = (float) values[i];
            }
            tensors[t] =
                    switch (t % 4) {
                        case 0 -> Tensor.of("f" + t, narrow, size);
                        case 1 -> Tensor.of("d" + t, values, size);
                        case 2 ->
                                Tensor.ofBFloat16(
                                        "b" + t,
                                        BFloat16.fromFloats(narrow),
                                        new short[size],
                                        size);
                        default ->
                                Tensor.ofBFloat16(
                                        "c" + t,
                                        BFloat16.fromFloats(narrow),
                                        new float[size],
                                        size);
                    };
        }
        return Parameters.of(tensors);
    }

    /** Adds to the gradients, so that it has to find zeros. */
    private static double add(Parameters parameters, int step) {
        Random random = new Random(step);
        for (Tensor tensor : parameters) {
            for (int i = tensor.start(); i < tensor.start() + tensor.length(); i++) {
                double noise = SCALE * random.nextGaussian();
                if (tensor.isDouble()) {
                    tensor.doubleGradient()[i] += noise;
                } else if (tensor.hasBFloat16Gradient()) {
                    short[] g = tensor.bfloat16Gradient();
                    g[i] = BFloat16.fromFloat((float) (BFloat16.toFloat(g[i]) + noise));
                } else {
                    tensor.floatGradient()[i] += (float) noise;
                }
            }
        }
        return step;
    }

    private static double bits(Tensor tensor, int element) {
        int i = tensor.start() + element;
        return tensor.isDouble()
                ? tensor.doubleValues()[i]
                : tensor.isBFloat16() ? tensor.bfloat16Values()[i] : tensor.floatValues()[i];
    }

    private static double gradient(Tensor tensor, int element) {
        int i = tensor.start() + element;
        return tensor.isDouble()
                ? tensor.doubleGradient()[i]
                : tensor.hasBFloat16Gradient()
                        ? tensor.bfloat16Gradient()[i]
                        : tensor.floatGradient()[i];
    }

    private static void same(String when, Parameters expected, Parameters actual) {
        for (int t = 0; t < expected.size(); t++) {
            Tensor tensor = expected.tensors().get(t);
            Tensor other = actual.tensors().get(t);
            for (int i = 0; i < tensor.length(); i++) {
                if (bits(tensor, i) != bits(other, i)) {
                    assertThat(bits(other, i)).as(when + ", " + tensor).isEqualTo(bits(tensor, i));
                }
                if (gradient(tensor, i) != gradient(other, i)) {
                    throw new AssertionError(when + ": gradient of " + tensor + " at " + i);
                }
            }
        }
    }

    private static void same(String when, Slot expected, Slot actual) {
        for (int t = 0; t < expected.tensors(); t++) {
            for (int i = 0; i < expected.length(t); i++) {
                if (expected.get(t, i) != actual.get(t, i)) {
                    assertThat(actual.get(t, i))
                            .as(when + ": average of tensor " + t + " at " + i)
                            .isEqualTo(expected.get(t, i));
                }
            }
        }
    }

    private static <B extends OptimizerBuilder<B, O>, O extends Optimizer> Optimizer build(
            OptimizerBuilder<B, O> builder, Parameters parameters) {
        return builder.lossScale(SCALE)
                .skipNonFinite()
                .zeroGradients()
                .parameterEma(step -> Math.min(0.9, (1 + step) / (10.0 + step)))
                .build(parameters);
    }

    private static void compare(Supplier<OptimizerBuilder<?, ?>> builder) {
        compare(builder, parameters());
        compare(builder, parameters().packed());
    }

    private static void compare(Supplier<OptimizerBuilder<?, ?>> builder, Parameters host) {
        Parameters java = parameters();
        try (DeviceParameters resident = DEVICE.get().allocate(host, Transfers.EVERY_STEP);
                Optimizer expected = build(builder.get(), java);
                Optimizer actual = build(builder.get(), resident)) {
            for (int step = 1; step <= 6; step++) {
                String when = "step " + step;
                int now = step;
                expected.step(() -> give(java, now));
                actual.step(() -> give(host, now));
                assertThat(actual.skippedSteps()).isEqualTo(expected.skippedSteps());
                same(when, java, host);
                same(when, expected.parameterEma(), actual.parameterEma());
                try (Evaluation in = expected.averaged();
                        Evaluation on = actual.averaged()) {
                    same("view at " + when, in.parameters(), on.parameters());
                }
                same("after the view at " + when, java, host);
            }
            assertThat(actual.skippedSteps()).isPositive();
            Optimizer restored = build(builder.get(), java);
            restored.restore(actual.saveState());
            actual.restore(expected.saveState());
            restored.step(() -> add(java, 9));
            actual.step(() -> add(host, 9));
            same("once restored", java, host);
            same("once restored", restored.parameterEma(), actual.parameterEma());
        }
    }

    /** Gradients that overflow now and then. */
    private static double give(Parameters parameters, int step) {
        add(parameters, step);
        if (step % 3 == 0) {
            Tensor tensor = parameters.tensor("f4");
            tensor.floatGradient()[tensor.start() + 200] = Float.POSITIVE_INFINITY;
        }
        return step;
    }

    @Test
    void allFormatsOfParametersAsInJava() {
        compare(() -> AdamW.builder().clipByGlobalNorm(3).storage(Storage.INT8_BLOCK));
    }

    @Test
    void parametersRoundedAtRandomAsInJava() {
        compare(() -> Lamb.builder().parameterRounding(Rounding.STOCHASTIC).clipByValue(1).seed(3));
    }

    @Test
    void parametersWithCompanionsAndGradientsThatAccumulateAsInJava() {
        compare(() -> Sgd.builder().lr(0.01).kahan().accumulateGradients(2));
    }

    @Test
    void aRuleThatLooksAheadAsInJava() {
        compare(() -> NesterovLookahead.builder().storage(Storage.BFLOAT16));
    }

    @Test
    void parametersArePackedBeforeTheyAreOnADevice() {
        try (DeviceParameters resident = DEVICE.get().allocate(parameters().packed())) {
            assertThatIllegalStateException()
                    .isThrownBy(resident::packed)
                    .withMessageContaining("pack parameters before they are allocated there");
        }
    }

    @Test
    void withTransfersOfTheProgramsOwnTheDevicesGradientsAreZeroAndTheHostsStay() {
        Parameters host = Trajectory.parameters(false, 10, 5000);
        Function<Parameters, Optimizer> build = p -> Sgd.builder().zeroGradients().build(p);
        try (DeviceParameters resident = DEVICE.get().allocate(host);
                Optimizer optimizer = build.apply(resident)) {
            add(host, 1);
            float[] before = host.tensor("w1").floatGradient().clone();
            resident.uploadGradients();
            optimizer.step();
            assertThat(host.tensor("w1").floatGradient()).isEqualTo(before);
            resident.downloadGradients();
            for (Tensor tensor : List.of(host.tensor("w0"), host.tensor("w1"))) {
                assertThat(tensor.floatGradient()).containsOnly(0);
            }
        }
    }
}
