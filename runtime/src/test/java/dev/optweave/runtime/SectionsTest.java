package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionsTest {

    @Test
    void lookAheadTakesItsGradientWhereTheRuleSays() {
        double[] w = {1};
        double[] g = {0};
        Handmade rule = Handmade.of(Rules.LOOK_AHEAD).build(Parameters.of(Tensor.of("w", w, g, 1)));
        List<Double> seen = new ArrayList<>();
        double expectedW = 1;
        double expectedS = 0;
        for (int step = 0; step < 5; step++) {
            double point = expectedW + 0.9 * expectedS;
            double loss =
                    rule.step(
                            () -> {
                                seen.add(w[0]);
                                g[0] = 2 * w[0];
                                return w[0] * w[0];
                            });
            assertThat(seen.get(step)).isEqualTo(point);
            assertThat(loss).isEqualTo(point * point);
            expectedS = 0.9 * expectedS - 0.1 * (2 * point);
            expectedW = expectedW + expectedS;
            assertThat(w[0]).isEqualTo(expectedW);
        }
    }

    @Test
    void aRuleWithAnotherGradientPointNeedsAClosure() {
        Handmade rule = Handmade.of(Rules.LOOK_AHEAD).build(Parameters.of(Data.doubles("w", 1, 2)));
        assertThatIllegalStateException()
                .isThrownBy(rule::step)
                .withMessageContaining("LookAhead takes its gradient at another point")
                .withMessageContaining("call step(closure)");
    }

    @Test
    void aPointThatDependsOnTheGradientCallsTheClosureTwice() {
        double[] w = {3, 4};
        double[] g = {0, 0};
        Handmade sam = Handmade.of(Rules.SAM).build(Parameters.of(Tensor.of("w", w, g, 2)));
        List<double[]> seen = new ArrayList<>();
        double loss =
                sam.step(
                        () -> {
                            seen.add(w.clone());
                            g[0] = w[0];
                            g[1] = w[1];
                            return seen.size();
                        });

        assertThat(loss).isEqualTo(1);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).containsExactly(3, 4);
        assertThat(seen.get(1)[0]).isCloseTo(3 + 0.05 * 0.6, within(1e-15));
        assertThat(w[0]).isEqualTo(3 - 0.1 * seen.get(1)[0]);
        assertThat(w[1]).isEqualTo(4 - 0.1 * seen.get(1)[1]);
    }

    @Test
    void aShiftedGradientIsTakenUphillWhereTheLossIsMaximized() {
        double[] w = {3, 4};
        double[] g = {3, 4};
        Handmade sam =
                Handmade.of(Rules.SAM).maximize().build(Parameters.of(Tensor.of("w", w, g, 2)));
        List<Double> seen = new ArrayList<>();
        sam.step(
                () -> {
                    seen.add(w[0]);
                    return 0;
                });
        assertThat(seen.get(1)).isLessThan(3);
        assertThat(w[0]).isEqualTo(3 + 0.1 * 3);
    }

    @Test
    void theEvaluationPointIsATemporaryView() {
        double[] w = {1, Double.longBitsToDouble(0x7ff8000000000123L)};
        double[] g = {1, 0};
        Parameters parameters = Parameters.of(Tensor.of("w", w, g, 2));
        Handmade rule = Handmade.of(Rules.AVERAGING).lr(0.5).build(parameters);
        try (Evaluation view = rule.evaluation()) {
            assertThat(view.parameters()).isSameAs(parameters);
            assertThat(w[0]).isEqualTo(1);
        }
        rule.step();
        rule.step();
        long[] before = Data.bits(parameters);
        Evaluation view = rule.evaluation();
        assertThat(w[0]).isCloseTo((1 + 0.5 + 0) / 3, within(1e-15));
        view.close();
        assertThat(Data.bits(parameters)).isEqualTo(before);
        w[0] = 7;
        view.close();
        assertThat(w[0]).isEqualTo(7);
    }

    @Test
    void noStepIsTakenWhileAViewIsOpen() {
        Handmade rule = Handmade.of(Rules.AVERAGING).build(Parameters.of(Data.doubles("w", 1, 3)));
        rule.step();
        try (Evaluation view = rule.evaluation()) {
            assertThat(view.parameters()).hasSize(1);
            assertThatIllegalStateException()
                    .isThrownBy(rule::step)
                    .withMessage(
                            "Averaging: a step is not possible: a view of the evaluation point is"
                                    + " open; close it first");
            assertThatIllegalStateException().isThrownBy(rule::evaluation);
        }
        rule.step();
        assertThat(rule.steps()).isEqualTo(2);
    }

    @Test
    void aRuleWithoutAnEvaluationPointIsEvaluatedWhereItIs() {
        Handmade sgd = Handmade.of(Rules.SGD).build(Parameters.of(Data.doubles("w", 1, 3)));
        sgd.step();
        long[] before = Data.bits(sgd.parameters());
        try (Evaluation view = sgd.evaluation()) {
            assertThat(Data.bits(view.parameters())).isEqualTo(before);
        }
    }

    @Test
    void statesStartWithTheFirstStepNotWithTheBuild() {
        double[] w = {1};
        Handmade rule =
                Handmade.of(Rules.AVERAGING)
                        .lr(0)
                        .build(Parameters.of(Tensor.of("w", w, new double[] {1}, 1)));
        w[0] = 5;
        assertThat(rule.state("x").get(0, 0)).isZero();
        rule.step();
        assertThat(rule.state("x").get(0, 0)).isEqualTo(5);
    }
}
