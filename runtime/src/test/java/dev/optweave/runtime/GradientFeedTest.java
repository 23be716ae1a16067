package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clipping and accumulation, compared with the values in Keras's own tests. */
class GradientFeedTest {

    private static JsonNode keras(String id) throws IOException {
        try (InputStream file = GradientFeedTest.class.getResourceAsStream("/goldens/keras.json")) {
            for (JsonNode one : new ObjectMapper().readTree(file).get("cases")) {
                if (one.get("id").asText().equals(id)) {
                    return one;
                }
            }
        }
        throw new AssertionError(id);
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }

    /** What is left of a gradient: the step that gradient descent takes with rate 1. */
    private static double[] step(Handmade.Builder builder, double[] gradient) {
        double[] w = new double[gradient.length];
        Tensor tensor = Tensor.of("w", w, gradient.clone(), w.length);
        builder.lr(1).build(Parameters.of(tensor)).step();
        for (int i = 0; i < w.length; i++) {
            w[i] = -w[i];
        }
        return w;
    }

    @Test
    void clipsByNormAsKerasDoes() throws IOException {
        JsonNode golden = keras("keras3/base/clipnorm");
        assertThat(
                        step(
                                Handmade.of(Rules.SGD).clipByNorm(1),
                                doubles(golden.get("input_gradient"))))
                .containsExactly(doubles(golden.get("expected_clipped")), within(1e-15));
    }

    @Test
    void clipsByValueAsKerasDoes() throws IOException {
        JsonNode golden = keras("keras3/base/clipvalue");
        assertThat(
                        step(
                                Handmade.of(Rules.SGD).clipByValue(1),
                                doubles(golden.get("input_gradient"))))
                .containsExactly(doubles(golden.get("expected_clipped")));
    }

    @Test
    void clipsByGlobalNormAsKerasDoes() throws IOException {
        JsonNode golden = keras("keras3/base/global_clipnorm");
        assertThat(
                        step(
                                Handmade.of(Rules.SGD).clipByGlobalNorm(1),
                                doubles(golden.get("input_gradient"))))
                .containsExactly(doubles(golden.get("expected_clipped")), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras3/base/gradient_accumulation",
                "keras3/base/gradient_accumulation_mean"
            })
    void accumulatesAsKerasDoes(String id) throws IOException {
        JsonNode golden = keras(id);
        JsonNode initial = golden.get("initial_parameters");
        Tensor[] tensors = new Tensor[initial.size()];
        for (int i = 0; i < tensors.length; i++) {
            double[] values = doubles(initial.get(i));
            tensors[i] = Tensor.of("w" + i, values, values.length);
        }
        int count = golden.get("hyperparameters").get("gradient_accumulation_steps").asInt();
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .lr(1)
                        .accumulateGradients(count)
                        .build(Parameters.of(tensors));
        for (int call = 0; call < golden.get("gradients_per_step").size(); call++) {
            for (int i = 0; i < tensors.length; i++) {
                double[] g = doubles(golden.get("gradients_per_step").get(call).get(i));
                System.arraycopy(g, 0, tensors[i].doubleGradient(), 0, g.length);
            }
            sgd.step();
            for (int i = 0; i < tensors.length; i++) {
                assertThat(tensors[i].doubleValues())
                        .containsExactly(
                                doubles(
                                        golden.get("expected_parameters_per_step")
                                                .get(call)
                                                .get(i)),
                                within(1e-15));
            }
            assertThat(sgd.steps()).isEqualTo((call + 1) / count);
        }
    }

    @Test
    void leavesAGradientWithinTheLimitsExactlyAsItIs() {
        double[] g = {0.1, -0.3, 0.7};
        assertThat(step(Handmade.of(Rules.SGD).clipByNorm(10), g)).containsExactly(g);
        assertThat(step(Handmade.of(Rules.SGD).clipByGlobalNorm(10), g)).containsExactly(g);
        assertThat(step(Handmade.of(Rules.SGD).clipByValue(0.7), g)).containsExactly(g);
        assertThat(step(Handmade.of(Rules.SGD).clipByNorm(1), new double[] {0, 0}))
                .containsExactly(new double[] {0, 0}, within(0.0));
    }

    @Test
    void clipsEachTensorByItsOwnNormAndAllByTheirCommonOne() {
        Tensor a = Tensor.of("a", new double[2], new double[] {3, 4}, 2);
        Tensor b = Tensor.of("b", new double[1], new double[] {12}, 1);
        Handmade.of(Rules.SGD).lr(1).clipByNorm(6).build(Parameters.of(a, b)).step();
        assertThat(a.doubleValues()).containsExactly(-3, -4);
        assertThat(b.doubleValues()).containsExactly(-6);

        a.doubleValues()[0] = 0;
        a.doubleValues()[1] = 0;
        b.doubleValues()[0] = 0;
        Handmade.of(Rules.SGD).lr(1).clipByGlobalNorm(6.5).build(Parameters.of(a, b)).step();
        assertThat(a.doubleValues()).containsExactly(-1.5, -2);
        assertThat(b.doubleValues()).containsExactly(-6);
        assertThat(b.doubleGradient()).containsExactly(12);
    }

    @Test
    void clipsByValueThenNormThenGlobalNorm() {
        Tensor a = Tensor.of("a", new double[2], new double[] {30, -4}, 2);
        Tensor b = Tensor.of("b", new double[1], new double[] {0}, 1);
        Handmade.of(Rules.SGD)
                .lr(1)
                .clipByValue(3)
                .clipByNorm(Math.sqrt(18) / 2)
                .clipByGlobalNorm(Math.sqrt(18) / 4)
                .build(Parameters.of(a, b))
                .step();
        assertThat(a.doubleGradient()).containsExactly(3, -3);
        assertThat(a.doubleValues()).containsExactly(new double[] {-0.75, 0.75}, within(1e-15));
    }

    @Test
    void clipsTheMeanOfAccumulatedGradients() {
        double[] w = {0};
        double[] g = {8};
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .lr(1)
                        .maximize()
                        .accumulateGradients(2)
                        .clipByNorm(3)
                        .build(Parameters.of(Tensor.of("w", w, g, 1)));
        sgd.step();
        g[0] = 0;
        sgd.step();
        assertThat(w[0]).isCloseTo(3, within(1e-15));
        g[0] = 2;
        sgd.step();
        sgd.step();
        assertThat(w[0]).isCloseTo(5, within(1e-15));

        double[] v = {0};
        Handmade byValue =
                Handmade.of(Rules.SGD)
                        .lr(1)
                        .accumulateGradients(4)
                        .clipByValue(0.5)
                        .build(Parameters.of(Tensor.of("v", v, new double[] {1}, 1)));
        for (int call = 0; call < 4; call++) {
            byValue.step();
        }
        assertThat(v).containsExactly(-0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesToClipByANormThatIsNotFinite(double bad) {
        double[] w = {1, 2};
        double[] g = {1, bad};
        Handmade adam =
                Handmade.of(Rules.ADAM)
                        .clipByGlobalNorm(1)
                        .build(Parameters.of(Tensor.of("w", w, g, 2)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(adam::step)
                .withMessageContaining("Adam: the norm of the gradient of tensor `w` is")
                .withMessageContaining("parameters and states are unchanged")
                .withMessageContaining("call skipNonFinite() on the builder");
        assertThat(w).containsExactly(1, 2);
        assertThat(adam.steps()).isZero();
        assertThat(adam.state("beta1^t").get(0, 0)).isZero();
        g[1] = 0;
        adam.step();
        assertThat(adam.steps()).isOne();
    }

    /** The sums of squares of both tensors are finite, that of all is not. */
    @Test
    void refusesToClipByANormOfAllThatIsNotFinite() {
        double[] w = {1};
        double[] v = {2};
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .clipByGlobalNorm(1)
                        .build(
                                Parameters.of(
                                        Tensor.of("w", w, new double[] {1.2e154}, 1),
                                        Tensor.of("v", v, new double[] {1.2e154}, 1)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(sgd::step)
                .withMessageStartingWith(
                        "Sgd: the norm of all gradients together is Infinity, so it cannot be"
                                + " clipped; parameters and states are unchanged;");
        assertThat(w).containsExactly(1);
        assertThat(v).containsExactly(2);
    }

    @Test
    void dropsAccumulatedGradientsThatCannotBeClipped() {
        double[] w = {0};
        double[] g = {Double.NaN};
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .lr(1)
                        .accumulateGradients(2)
                        .clipByNorm(10)
                        .build(Parameters.of(Tensor.of("w", w, g, 1)));
        sgd.step();
        g[0] = 1;
        assertThatThrownBy(sgd::step).hasMessageContaining("accumulated so far are dropped");
        sgd.step();
        sgd.step();
        assertThat(w).containsExactly(-1);
    }

    @Test
    void aNanStaysANanWhenClippedByValue() {
        assertThat(
                        step(
                                Handmade.of(Rules.SGD).clipByValue(1),
                                new double[] {Double.NaN, Double.NEGATIVE_INFINITY}))
                .containsExactly(Double.NaN, -1);
    }

    @Test
    void aLargeFloatGradientHasAFiniteNorm() {
        Tensor tensor = Tensor.of("w", new float[2], new float[] {3e30f, 4e30f}, 2);
        Handmade.of(Rules.SGD).lr(1).clipByNorm(5).build(Parameters.of(tensor)).step();
        assertThat(tensor.floatValues()).containsExactly(new float[] {-3, -4}, within(1e-5f));
    }

    @Test
    void accumulatesGradientsOfALookAhead() {
        double[] w = {1};
        double[] g = {0};
        Handmade rule =
                Handmade.of(Rules.LOOK_AHEAD)
                        .accumulateGradients(2)
                        .build(Parameters.of(Tensor.of("w", w, g, 1)));
        for (int call = 1; call <= 2; call++) {
            double batch = call;
            rule.step(
                    () -> {
                        g[0] = batch;
                        return 0;
                    });
        }
        assertThat(w).containsExactly(1 - 0.1 * 1.5);
        assertThat(rule.steps()).isOne();
    }
}
