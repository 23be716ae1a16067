package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.Arithmetic;
import dev.optweave.State.Shape;
import dev.optweave.WeightDecay;
import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRule.Hyper;
import dev.optweave.conformance.random.RandomRule.Notation;
import dev.optweave.conformance.random.RandomRule.Points;
import dev.optweave.conformance.random.RandomRule.State;
import dev.optweave.processor.equation.Rule.Range;
import dev.optweave.processor.equation.Rule.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules that chance makes too seldom. */
class CornerRulesTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static final List<Hyper> HYPERS =
            List.of(
                    new Hyper(
                            "lr",
                            Role.LEARNING_RATE,
                            0.1,
                            new Range(0, false, INFINITE, false),
                            Optional.empty(),
                            0.1),
                    new Hyper(
                            "beta",
                            Role.DECAY_RATE,
                            0.9,
                            new Range(0, false, 1, true),
                            Optional.empty(),
                            0.9),
                    new Hyper(
                            "wd",
                            Role.WEIGHT_DECAY,
                            0.01,
                            new Range(0, false, INFINITE, false),
                            Optional.of(WeightDecay.Mode.EXPLICIT),
                            0.01));

    private static State state(String name, Shape shape, String init) {
        return new State(name, shape, init, Optional.empty());
    }

    private static RandomRule rule(
            String name, Points points, List<State> states, String... statements) {
        Notation notation = new Notation("w", "g", Arithmetic.FAST);
        return new RandomRule(name, notation, HYPERS, states, List.of(statements), points);
    }

    private static Points points(String gradientAt, String evaluateAt) {
        return new Points(
                Optional.of(gradientAt).filter(p -> !p.isEmpty()),
                Optional.of(evaluateAt).filter(p -> !p.isEmpty()));
    }

    @Test
    void cornersAreGeneratedAsTheyAreInterpreted() {
        List<RandomRule> rules =
                List.of(
                        rule(
                                "Averaged",
                                points("", "unbias(a, beta) + 0*t"),
                                List.of(state("a", Shape.ELEMENT, "0")),
                                "a = ema(a, w, beta)",
                                "w -= lr*(g + wd*w)"),
                        rule(
                                "AheadAndAveraged",
                                points("w + lr*unbias(a, beta*0.5)", "unbias(a, beta)"),
                                List.of(state("a", Shape.ELEMENT, "g")),
                                "a = ema(a, w, beta)",
                                "w -= lr*(g + wd*w)"),
                        // in vectors, a value that is loaded for nothing but a reduction
                        rule(
                                "ReducedAsLoaded",
                                points("", ""),
                                List.of(state("s", Shape.TENSOR, "0")),
                                "s = sum(w)",
                                "w -= lr*(g*beta + wd)"),
                        rule(
                                "ChangingRate",
                                points("", ""),
                                List.of(
                                        state("r", Shape.STEP, "0.5"),
                                        state("m", Shape.ELEMENT, "w")),
                                "m = ema(m, g, r)",
                                "w -= lr*unbias(m, r)",
                                "r = 0.9*r",
                                "w -= lr*unbias(m, r)*(1 + wd)"),
                        rule(
                                "ReducedZeros",
                                points("", ""),
                                List.of(
                                        state("s", Shape.TENSOR, "0"),
                                        state("q", Shape.ELEMENT, "0"),
                                        state("n", Shape.STEP, "lr")),
                                "c = mean(where(wd > 0, g, 1))",
                                "s = wd*sum(g)",
                                "q = s",
                                "n = beta*n + wd + all(maxabs(wd*g))",
                                "w -= lr*(g + w*norm(wd*w)) + c*q + n*all(norm(beta*w))"),
                        rule(
                                "Truths",
                                points("", ""),
                                List.of(state("k", Shape.TENSOR, "2")),
                                "c = not (1 < 2)",
                                "d = lr > 0 and c",
                                "e = norm(g) > 1 or d",
                                "f = g > 0 and e",
                                "k = where(e, k, 1)",
                                "w -= where(f, lr, lr*2)*where(e, g, where(d, w, 2*g))*(wd + beta)",
                                "w -= where(not f or c, 0, norm(where(f, g, 0)))*lr",
                                "every(3): w = w*where(e, 1, 2)*old(k)"));
        Differential differential = Differential.of(rules);

        for (RandomRule rule : rules) {
            assertThat(differential.difference(rule)).as(rule.source()).isEmpty();
        }
    }
}
