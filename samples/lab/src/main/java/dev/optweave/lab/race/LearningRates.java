package dev.optweave.lab.race;

import dev.optweave.lab.problem.ProblemKind;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Learning rates that suit a problem, for stock rules: the best of a coarse search, to begin with.
 * The defaults of many rules are meant for other problems.
 */
public final class LearningRates {

    private static final Map<String, Double> DIGITS =
            Map.ofEntries(
                    Map.entry("Sgd", 0.3),
                    Map.entry("Momentum", 0.03),
                    Map.entry("Nesterov", 0.03),
                    Map.entry("AdamW", 3e-3),
                    Map.entry("Lion", 1e-3));

    private LearningRates() {}

    /** The learning rate for a stock rule; empty where its own default is as good. */
    public static OptionalDouble of(ProblemKind problem, String rule) {
        Double rate =
                switch (problem) {
                    case DIGITS -> DIGITS.get(rule);
                    case LOGISTIC, ROSENBROCK, QUADRATIC -> null;
                };
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }
}
