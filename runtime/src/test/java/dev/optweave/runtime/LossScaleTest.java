package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.optimizers.Sgd;
import dev.optweave.optimizers.StockOptimizers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of a scaled loss, and steps that are skipped because they overflowed. */
class LossScaleTest {

    private static final double SCALE = 1024;

    private static void scale(Parameters parameters, double factor) {
        for (Tensor tensor : parameters) {
            for (int i = 0; i < tensor.length(); i++) {
                if (tensor.isDouble()) {
                    tensor.doubleGradient()[i] *= factor;
                } else if (tensor.hasBFloat16Gradient()) {
                    short[] g = tensor.bfloat16Gradient();
                    g[i] = BFloat16.fromFloat((float) (BFloat16.toFloat(g[i]) * factor));
                } else {
                    tensor.floatGradient()[i] *= (float) factor;
                }
            }
        }
    }

    private static Parameters parameters(long seed) {
        return Parameters.of(
                Data.bfloat16s("b", seed, 257),
                Data.doubles("d", seed, 4097),
                Data.floats("f", seed, 9001));
    }

    private static double give(Parameters parameters, long seed, double scale) {
        Data.refill(parameters, seed);
        scale(parameters, scale);
        return 0;
    }

    private static OptimizerBuilder<?, ?> clipping(String rule, int accumulate) {
        return StockOptimizers.builder(rule)
                .accumulateGradients(accumulate)
                .clipByValue(0.75)
                .clipByNorm(12)
                .clipByGlobalNorm(20)
                .maximize();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AdamW", "Lamb", "NesterovLookahead"})
    void scaledGradientsGiveTheStepsOfThoseThatAreNot(String rule) {
        for (int accumulate : new int[] {1, 3}) {
            Parameters plainParameters = parameters(7);
            Parameters parameters = parameters(7);
            Optimizer plain = clipping(rule, accumulate).build(plainParameters);
            Optimizer scaled = clipping(rule, accumulate).lossScale(SCALE).build(parameters);
            for (int step = 0; step < 6; step++) {
                long seed = step;
                plain.step(() -> give(plainParameters, seed, 1));
                scaled.step(() -> give(parameters, seed, SCALE));
                assertThat(Data.bits(parameters)).isEqualTo(Data.bits(plainParameters));
            }
        }
    }

    @Test
    void aScaleCanChangeBetweenSteps() {
        Parameters plainParameters = Data.mixed(3);
        Parameters parameters = Data.mixed(3);
        Optimizer plain = AdamW.builder().clipByGlobalNorm(5).build(plainParameters);
        Optimizer scaled = AdamW.builder().clipByGlobalNorm(5).build(parameters);
        assertThat(scaled.lossScale()).isEqualTo(1);
        for (int step = 0; step < 4; step++) {
            scaled.lossScale(Math.scalb(1.0, step));
            assertThat(scaled.lossScale()).isEqualTo(Math.scalb(1.0, step));
            give(plainParameters, step, 1);
            plain.step();
            give(parameters, step, scaled.lossScale());
            scaled.step();
            assertThat(Data.bits(parameters)).isEqualTo(Data.bits(plainParameters));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p101, 0x1p-101})
    void aScaleOutOfRangeIsRefused(double scale) {
        String message = "Sgd: lossScale is " + scale + "; allowed: [2^-100, 2^100]";
        assertThatThrownBy(() -> Sgd.builder().lossScale(scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        Optimizer optimizer = Sgd.builder().lossScale(8).build(Data.mixed(1));
        assertThatThrownBy(() -> optimizer.lossScale(scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(optimizer.lossScale()).isEqualTo(8);
    }

    @Test
    void aScaleCannotChangeWhileGradientsAccumulateNorInAClosure() {
        Optimizer optimizer =
                Sgd.builder().lossScale(8).accumulateGradients(2).build(Data.mixed(1));
        optimizer.step(
                () -> {
                    assertThat(optimizer.lossScale()).isEqualTo(8);
                    assertThatThrownBy(() -> optimizer.lossScale(4))
                            .isInstanceOf(IllegalStateException.class);
                    return 0;
                });
        optimizer.lossScale(8);
        assertThatThrownBy(() -> optimizer.lossScale(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Sgd: changing the loss scale is not possible: 1 of 2 gradients have been"
                                + " accumulated with loss scale 8.0; change it after the update");
        optimizer.step();
        optimizer.lossScale(4);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aStepWithGradientsThatAreNotFiniteChangesNothing(float bad) {
        for (String rule : new String[] {"AdamW", "Lamb", "NesterovLookahead", "NAdam"}) {
            for (int clipped = 0; clipped < 4; clipped++) {
                skipsOne(rule, bad, clipped);
            }
        }
    }

    private static OptimizerBuilder<?, ?> skipping(String rule, int clipped) {
        OptimizerBuilder<?, ?> builder =
                StockOptimizers.builder(rule)
                        .skipNonFinite()
                        .lossScale(SCALE)
                        .parameterEma(0.5)
                        .set("lr", step -> 0.1 / (step + 1));
        return switch (clipped) {
            case 1 -> builder.clipByValue(0.5);
            case 2 -> builder.clipByGlobalNorm(0.5);
            case 3 -> builder.clipByValue(1).clipByNorm(0.5);
            default -> builder;
        };
    }

    /** With a step that is skipped in between, and without it. */
    private static void skipsOne(String rule, float bad, int clipped) {
        Parameters plainParameters = parameters(5);
        Parameters parameters = parameters(5);
        Optimizer plain = skipping(rule, clipped).build(plainParameters);
        Optimizer optimizer = skipping(rule, clipped).build(parameters);
        for (int step = 0; step < 3; step++) {
            long seed = step;
            double rate = optimizer.hyperparameter("lr");
            optimizer.step(
                    () -> {
                        give(parameters, 100 + seed, SCALE);
                        parameters.tensor("f").floatGradient()[9000] = bad;
                        return 0;
                    });
            assertThat(optimizer.skippedSteps()).isEqualTo(step + 1);
            assertThat(optimizer.steps()).isEqualTo(step);
            assertThat(optimizer.hyperparameter("lr")).isEqualTo(rate);
            assertThat(Data.bits(parameters)).isEqualTo(Data.bits(plainParameters));
            optimizer.step(() -> give(parameters, seed, SCALE));
            plain.step(() -> give(plainParameters, seed, SCALE));
            assertThat(Data.bits(parameters)).isEqualTo(Data.bits(plainParameters));
            for (String state : plain.stateNames()) {
                assertThat(Data.bits(optimizer, state)).isEqualTo(Data.bits(plain, state));
            }
        }
        assertThat(plain.skippedSteps()).isZero();
    }

    @Test
    void gradientsOfASkippedStepAreZeroIfTheyAreToBe() {
        float[] g = {Float.NaN, 1};
        Optimizer optimizer =
                Sgd.builder()
                        .skipNonFinite()
                        .zeroGradients()
                        .build(Parameters.of(Tensor.of("w", new float[2], g, 2)));
        optimizer.step();
        assertThat(g).containsExactly(0, 0);
        assertThat(optimizer.skippedSteps()).isEqualTo(1);
    }

    @Test
    void gradientsOfAStepThatThrowsStayForInspection() {
        float[] g = {Float.NaN, 1};
        Optimizer optimizer =
                Sgd.builder()
                        .clipByNorm(1)
                        .zeroGradients()
                        .build(Parameters.of(Tensor.of("w", new float[2], g, 2)));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(optimizer::step);
        assertThat(g).containsExactly(Float.NaN, 1);
        assertThat(optimizer.skippedSteps()).isZero();
    }

    @Test
    void oneOfSeveralAccumulatedGradientsSkipsTheUpdateAndAllAreDropped() {
        double[] w = {1};
        double[] g = {Double.POSITIVE_INFINITY};
        Optimizer optimizer =
                Sgd.builder()
                        .lr(1)
                        .lossScale(4)
                        .skipNonFinite()
                        .zeroGradients()
                        .accumulateGradients(2)
                        .build(Parameters.of(Tensor.of("w", w, g, 1)));
        optimizer.step();
        g[0] = 8;
        optimizer.step();
        assertThat(w).containsExactly(1);
        assertThat(g).containsExactly(0);
        assertThat(optimizer.skippedSteps()).isEqualTo(1);
        g[0] = 4;
        optimizer.step();
        g[0] = 8;
        optimizer.step();
        assertThat(w).containsExactly(1 - 1.5);
        assertThat(optimizer.steps()).isEqualTo(1);
    }

    @Test
    void withoutSkippingGradientsThatAreNotFiniteReachTheParameters() {
        float[] w = {1};
        Optimizer optimizer =
                Sgd.builder()
                        .lossScale(2)
                        .build(Parameters.of(Tensor.of("w", w, new float[] {Float.NaN}, 1)));
        optimizer.step();
        assertThat(w).containsExactly(Float.NaN);
    }

    @Test
    void aClosureAtAnotherPointIsSkippedAsWell() {
        Parameters parameters = Data.mixed(2);
        long[] before = Data.bits(parameters);
        Optimizer optimizer = NesterovLookahead.builder().skipNonFinite().build(parameters);
        double loss =
                optimizer.step(
                        () -> {
                            Data.refill(parameters, 1);
                            parameters.tensors().get(3).doubleGradient()[0] = Double.NaN;
                            return 3;
                        });
        assertThat(loss).isEqualTo(3);
        assertThat(Data.bits(parameters)).isEqualTo(before);
        assertThat(optimizer.skippedSteps()).isEqualTo(1);
    }

    @Test
    void aStateKnowsScaleAndSkippedStepsAndAnOptimizerTakesOverTheLatter() throws IOException {
        float[] g = {Float.NaN};
        Parameters parameters = Parameters.of(Tensor.of("w", new float[1], g, 1));
        Optimizer optimizer = Sgd.builder().lossScale(8).skipNonFinite().build(parameters);
        optimizer.step();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        optimizer.saveState().writeTo(bytes);
        OptimizerState state =
                OptimizerState.readFrom(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(state.lossScale()).isEqualTo(8);
        assertThat(state.skippedSteps()).isEqualTo(1);
        Optimizer other = Sgd.builder().build(parameters);
        other.restore(state);
        assertThat(other.skippedSteps()).isEqualTo(1);
        assertThat(other.lossScale()).isEqualTo(1);
    }

    @Test
    void accumulatedGradientsAreRestoredWithTheirScaleAlone() {
        float[] w = {0};
        float[] g = {8};
        Parameters parameters = Parameters.of(Tensor.of("w", w, g, 1));
        Optimizer optimizer =
                Sgd.builder().lr(1).lossScale(8).accumulateGradients(2).build(parameters);
        optimizer.step();
        OptimizerState state = optimizer.saveState();
        Optimizer other = Sgd.builder().lr(1).accumulateGradients(2).build(parameters);
        assertThatThrownBy(() -> other.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Sgd: the saved state does not fit: it holds gradients accumulated with"
                                + " loss scale 8.0, but this optimizer's is 1.0; call"
                                + " lossScale(8.0) before; nothing was changed");
        other.lossScale(state.lossScale());
        other.restore(state);
        other.step();
        assertThat(w).containsExactly(-1);
    }
}
