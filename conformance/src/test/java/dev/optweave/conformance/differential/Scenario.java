package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.reference.ElementType;
import dev.optweave.processor.reference.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/**
 * One way to run a rule.
 *
 * @param second what a second group of tensors, those of odd place, has instead; the same as the
 *     first where there is but one group
 */
record Scenario(
        ElementType type,
        Hyperparameters first,
        Hyperparameters second,
        Gradients gradients,
        Inputs inputs) {

    /**
     * What happens to gradients before the equations see them.
     *
     * @param accumulate how many equal gradients are added up and averaged for a step; more than
     *     one only where the rule takes its gradient at the parameters
     */
    record Gradients(boolean maximize, int accumulate) {

        /** What the optimizer multiplies a gradient by. */
        double scale() {
            return (maximize ? -1.0 : 1.0) / accumulate;
        }
    }

    /** How many steps each scenario takes. */
    static final int STEPS = 4;

    /** Whether there are two groups. */
    boolean hasTwoGroups() {
        return first != second;
    }

    /** Whether there is one group, and nothing is zero for good: no term is left out. */
    boolean runsAsWritten() {
        return !hasTwoGroups()
                && first.values().entrySet().stream()
                        .allMatch(
                                e ->
                                        e.getValue() != 0
                                                || first.schedules().containsKey(e.getKey()));
    }

    /** The ways to run a rule: both element types, values that are zero, schedules, groups. */
    static List<Scenario> of(Rule rule, long seed) {
        Random random = new Random(seed);
        Hyperparameters nonZero = nonZero(rule, random);
        Hyperparameters zeros = zeros(rule, nonZero, random);
        Hyperparameters scheduled = scheduled(rule, nonZero, random);
        Inputs ordinary = new Inputs(seed, false);
        Inputs extreme = new Inputs(seed + 1, true);
        Gradients plain = new Gradients(false, 1);
        Gradients scaled = new Gradients(true, rule.gradientAt().isPresent() ? 1 : 3);
        List<Scenario> scenarios = new ArrayList<>();
        for (ElementType type : ElementType.values()) {
            scenarios.add(new Scenario(type, nonZero, nonZero, plain, ordinary));
            scenarios.add(new Scenario(type, scheduled, zeros, scaled, ordinary));
        }
        scenarios.add(new Scenario(ElementType.FLOAT, scheduled, scheduled, scaled, extreme));
        scenarios.add(new Scenario(ElementType.FLOAT, nonZero, zeros, plain, extreme));
        scenarios.add(new Scenario(ElementType.DOUBLE, zeros, zeros, plain, extreme));
        return scenarios;
    }

    /** Some hyperparameters zero, and every weight decay, in double. */
    static Scenario withZeros(Rule rule, long seed) {
        Random random = new Random(seed);
        Hyperparameters zeros = zeros(rule, nonZero(rule, random), random);
        Gradients plain = new Gradients(false, 1);
        return new Scenario(ElementType.DOUBLE, zeros, zeros, plain, new Inputs(seed, false));
    }

    /** Larger tensors, of several blocks each and more than one piece of work for a thread. */
    static List<Scenario> large(Rule rule, long seed) {
        Random random = new Random(seed);
        Hyperparameters nonZero = nonZero(rule, random);
        Hyperparameters zeros = zeros(rule, nonZero, random);
        Inputs inputs = new Inputs(seed, false, 70_001, 3, 40_960);
        Gradients plain = new Gradients(false, 1);
        return List.of(
                new Scenario(ElementType.FLOAT, nonZero, nonZero, plain, inputs),
                new Scenario(ElementType.DOUBLE, nonZero, zeros, plain, inputs));
    }

    private static Hyperparameters nonZero(Rule rule, Random random) {
        Hyperparameters values = Hyperparameters.defaults();
        for (Rule.Hyperparameter hyperparameter : rule.hyperparameters()) {
            double value = hyperparameter.defaultValue();
            if (value == 0 || random.nextBoolean()) {
                value = nonZero(hyperparameter.range(), random);
            }
            values = values.with(hyperparameter.name(), value);
        }
        return values;
    }

    private static double nonZero(Rule.Range range, Random random) {
        for (double scale = 1; scale > 1e-9; scale /= 2) {
            double value = scale * (0.5 + 0.499 * random.nextDouble());
            if (range.contains(value)) {
                return value;
            }
        }
        return range.min() > 0 ? range.min() * 1.5 : range.max() / 2;
    }

    private static Hyperparameters zeros(Rule rule, Hyperparameters values, Random random) {
        Hyperparameters zeros = values;
        for (Rule.Hyperparameter hyperparameter : rule.hyperparameters()) {
            boolean decay = hyperparameter.role() == Rule.Role.WEIGHT_DECAY;
            if (hyperparameter.range().contains(0) && (decay || random.nextInt(3) > 0)) {
                zeros = zeros.with(hyperparameter.name(), 0.0);
            }
        }
        return zeros;
    }

    private static Hyperparameters scheduled(Rule rule, Hyperparameters values, Random random) {
        Hyperparameters scheduled = values;
        for (Rule.Hyperparameter hyperparameter : rule.hyperparameters()) {
            if (random.nextInt(2) == 0) {
                double value = values.values().get(hyperparameter.name());
                LongToDoubleFunction schedule = step -> value * (1 - 0.125 * step);
                boolean legal = true;
                for (int step = 0; step < STEPS; step++) {
                    legal &= hyperparameter.range().contains(schedule.applyAsDouble(step));
                }
                scheduled = legal ? scheduled.with(hyperparameter.name(), schedule) : scheduled;
            }
        }
        return scheduled;
    }
}
