package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.Slot;
import dev.optweave.runtime.kernel.RuleDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerStepTest {

    private static final double TINY = Double.MIN_VALUE;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 207, 4096, 4098, 70000})
    void adamTakesTheStepsOfAPlainLoop(int size) {
        Tensor tensor = Data.doubles("w", 7, size);
        double[] w = tensor.doubleValues().clone();
        double[] m = new double[size];
        double[] v = new double[size];
        Handmade adam = Handmade.of(Rules.ADAM).build(Parameters.of(tensor));
        double power1 = 1;
        double power2 = 1;
        for (int step = 1; step <= 3; step++) {
            Data.refill(adam.parameters(), step);
            adam.step();
            power1 *= 0.9;
            power2 *= 0.999;
            double[] g = tensor.doubleGradient();
            for (int i = 0; i < size; i++) {
                m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
                v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
                w[i] -= 0.1 * (m[i] / (1 - power1)) / (Math.sqrt(v[i] / (1 - power2)) + 1e-8);
            }
            assertThat(adam.steps()).isEqualTo(step);
        }
        assertThat(tensor.doubleValues()).containsExactly(w);
        assertThat(adam.state("beta1^t").get(0, 0)).isEqualTo(power1);
    }

    @Test
    void computesInTheTensorsOwnType() {
        Tensor floats = Tensor.of("f", new float[] {1}, new float[] {0.1f}, 1);
        Handmade.of(Rules.SGD).lr(1).build(Parameters.of(floats)).step();

        assertThat(floats.floatValues()[0]).isEqualTo((float) (1.0 - 0.1f));
    }

    @Test
    void anOptimizerAndItsStatesCanBePrinted() {
        Tensor tensor = Tensor.of("w", new float[] {1, 2}, new float[2], 2);
        Handmade adam = Handmade.of(Rules.ADAM).build(Parameters.of(tensor));
        adam.step();

        assertThat(adam.toString())
                .startsWith(adam.ruleName() + " after 1 step: lr=0.1, ")
                .endsWith("parameters [w float[2]]");
        assertThat(adam.state("m")).hasToString("state `m` [2]");
    }

    @Test
    void takesScalarsAndNoTensorsAtAll() {
        Tensor scalar = Tensor.of("s", new double[] {1}, new double[] {0.5});
        Handmade.of(Rules.SGD).lr(1).build(Parameters.of(scalar)).step();
        assertThat(scalar.doubleValues()).containsExactly(0.5);

        Handmade nothing = Handmade.of(Rules.TRUST).build(Parameters.of());
        nothing.step();
        assertThat(nothing.steps()).isOne();
    }

    @Test
    void leavesNansAndInfinitiesInTheirElement() {
        double[] w = {1, 1, 1, 1};
        double[] g = {Double.NaN, 1, Double.POSITIVE_INFINITY, 2};
        Handmade.of(Rules.ADAM).build(Parameters.of(Tensor.of("w", w, g, 4))).step();

        assertThat(w[0]).isNaN();
        assertThat(w[1]).isLessThan(1);
        assertThat(w[2]).isNaN();
        assertThat(w[3]).isLessThan(1);
    }

    @Test
    void climbsWhereTheLossIsMaximized() {
        double[] w = {1};
        double[] g = {0.5};
        Handmade.of(Rules.SGD)
                .lr(1)
                .maximize()
                .build(Parameters.of(Tensor.of("w", w, g, 1)))
                .step();

        assertThat(w).containsExactly(1.5);
        assertThat(g).containsExactly(0.5);
    }

    @Test
    void followsAScheduleFromStepZero() {
        double[] w = {0};
        double[] g = {-1};
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .set("lr", step -> step + 1)
                        .build(Parameters.of(Tensor.of("w", w, g, 1)));
        assertThat(sgd.first()).isEqualTo(1);
        sgd.step();
        assertThat(w).containsExactly(1);
        assertThat(sgd.first()).isEqualTo(1);
        sgd.step();
        assertThat(w).containsExactly(3);
        assertThat(sgd.hyperparameter("lr")).isEqualTo(2);
    }

    @Test
    void checksSchedulesBeforeAnythingChanges() {
        Tensor a = Data.doubles("a", 1, 5);
        Tensor b = Data.doubles("b", 2, 5);
        Handmade adam =
                Handmade.of(Rules.ADAM)
                        .set("lr", step -> 1.0 / (step + 1))
                        .group(
                                "second",
                                tensor -> tensor == b,
                                g -> g.set("beta1", step -> step < 2 ? 0.5 : 1.5))
                        .build(Parameters.of(a, b));
        adam.step();
        adam.step();
        long[] values = Data.bits(adam.parameters());
        long[] m = Data.bits(adam, "m");
        long[] products = Data.bits(adam, "beta1^t");

        assertThatIllegalArgumentException()
                .isThrownBy(adam::step)
                .withMessage(
                        "Adam: hyperparameter `beta1` of group `second` is 1.5 at step 3; allowed:"
                                + " [0, 1)");
        assertThat(Data.bits(adam.parameters())).isEqualTo(values);
        assertThat(Data.bits(adam, "m")).isEqualTo(m);
        assertThat(Data.bits(adam, "beta1^t")).isEqualTo(products);
        assertThat(adam.steps()).isEqualTo(2);
        assertThat(adam.first()).isEqualTo(0.5);
    }

    @Test
    void aClosureWorksForEveryRule() {
        double[] w = {1};
        double[] g = {0};
        Handmade sgd = Handmade.of(Rules.SGD).lr(0.5).build(Parameters.of(Tensor.of("w", w, g, 1)));
        double loss =
                sgd.step(
                        () -> {
                            g[0] = 2 * w[0];
                            return w[0] * w[0];
                        });

        assertThat(loss).isEqualTo(1);
        assertThat(w).containsExactly(0);
    }

    @Test
    void aClosureThatThrowsChangesNothing() {
        for (RuleDescriptor rule : List.of(Rules.ADAM, Rules.LOOK_AHEAD, Rules.AVERAGING)) {
            Handmade optimizer =
                    Handmade.of(rule)
                            .set("lr", step -> 0.5 / (step + 1))
                            .build(Parameters.of(Data.doubles("w", 3, 20)));
            for (int step = 0; step < 3; step++) {
                long[] values = Data.bits(optimizer.parameters());
                long[] state = Data.bits(optimizer, optimizer.stateNames().get(0));
                double lr = optimizer.first();
                assertThatThrownBy(
                                () ->
                                        optimizer.step(
                                                () -> {
                                                    throw new IllegalStateException("no batch");
                                                }))
                        .hasMessage("no batch");
                assertThat(Data.bits(optimizer.parameters())).isEqualTo(values);
                assertThat(Data.bits(optimizer, optimizer.stateNames().get(0))).isEqualTo(state);
                assertThat(optimizer.steps()).isEqualTo(step);
                assertThat(optimizer.first()).isEqualTo(lr);
                optimizer.step(() -> 0);
            }
        }
    }

    @Test
    void aClosureMustNotCallTheOptimizer() {
        Handmade sgd = Handmade.of(Rules.SGD).build(Parameters.of(Data.doubles("w", 1, 2)));
        assertThatIllegalStateException()
                .isThrownBy(() -> sgd.step(() -> sgd.step(() -> 0)))
                .withMessageContaining("Sgd: a step is not possible: a step is under way");
        assertThatIllegalStateException().isThrownBy(() -> sgd.step(() -> sgd.saveState().steps()));
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                sgd.step(
                                        () -> {
                                            sgd.close();
                                            return 0;
                                        }))
                .withMessageContaining("closing is not possible: a step is under way");
        sgd.step();
        assertThat(sgd.steps()).isOne();
    }

    @Test
    void refusesToStepOnceItIsClosed() {
        Handmade sgd =
                Handmade.of(Rules.SGD).threads(2).build(Parameters.of(Data.doubles("w", 1, 2)));
        sgd.step();
        sgd.close();
        sgd.close();
        assertThatIllegalStateException()
                .isThrownBy(sgd::step)
                .withMessage("Sgd: a step is not possible: the optimizer is closed");
    }

    @Test
    void readsStatesByName() {
        Handmade adam = Handmade.of(Rules.ADAM).build(Data.mixed(5));
        assertThat(adam.stateNames()).containsExactly("m", "v", "beta1^t", "beta2^t");
        Slot m = adam.state("m");
        assertThat(m.name()).isEqualTo("m");
        assertThat(m.tensors()).isEqualTo(2 * Data.SIZES.length);
        assertThat(m.length(2)).isOne();
        assertThat(m.get(2, 0)).isZero();
        assertThat(adam.state("beta1^t").get(0, 0)).isZero();
        adam.step();
        float g = adam.parameters().tensors().get(2).floatGradient()[0];
        assertThat(m.get(2, 0)).isEqualTo((float) ((1 - 0.9) * g));
        assertThat(adam.state("beta1^t").tensors()).isOne();
        assertThat(adam.state("beta1^t").get(0, 0)).isEqualTo(0.9);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.state("M"))
                .withMessage(
                        "Adam: no state `M`; did you mean `m`? known: `m`, `v`, `beta1^t`,"
                                + " `beta2^t`");
        assertThatThrownBy(() -> m.get(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> m.get(14, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> m.length(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void countsTheBytesOfItsStates() {
        Tensor floats = Data.floats("f", 1, 10);
        Tensor doubles = Data.doubles("d", 1, 10);
        assertThat(Handmade.of(Rules.ADAM).build(Parameters.of(floats, doubles)).stateBytes())
                .isEqualTo(2 * (40 + 80) + 2 * 8);
        assertThat(Handmade.of(Rules.TRUST).build(Parameters.of(floats, doubles)).stateBytes())
                .isEqualTo(2 * 8);
        assertThat(Handmade.of(Rules.SGD).build(Parameters.of(floats)).stateBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAKernelThrowsReachesTheCallerAndTornStatesAreNotUsed(int threads) {
        RuleDescriptor failing =
                Rules.rule(
                        "Failing",
                        List.of(Rules.LR),
                        List.of(),
                        new Rules.FailingKernel(1_000_000));
        try (Handmade optimizer =
                Handmade.of(failing)
                        .threads(threads)
                        .build(Parameters.of(Data.doubles("w", 1, 1_100_000)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(optimizer::step)
                    .withMessage("element 1000000");
            assertThat(optimizer.steps()).isZero();
            assertThatIllegalStateException()
                    .isThrownBy(optimizer::step)
                    .withMessageContaining("an update failed midway");
            assertThatIllegalStateException()
                    .isThrownBy(optimizer::saveState)
                    .withMessageContaining("an update failed midway");
            assertThatIllegalStateException()
                    .isThrownBy(optimizer::evaluation)
                    .withMessageContaining("an update failed midway");
        }
    }

    @Test
    void subnormalGradientsAreNotLost() {
        double[] w = {0};
        Handmade.of(Rules.SGD)
                .lr(1)
                .build(Parameters.of(Tensor.of("w", w, new double[] {TINY}, 1)))
                .step();
        assertThat(w).containsExactly(-TINY);
    }
}
