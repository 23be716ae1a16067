package dev.optweave.conformance.differential;

import dev.optweave.processor.reference.ElementType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One way to run a rule. It is data alone, so that it can be printed, and made smaller.
 *
 * @param groups the settings of the one group of tensors, or of two: then those of odd place are in
 *     the second, and if there are none, there is one group
 * @param inputs where parameters and gradients come from
 */
record Scenario(
        List<TensorSpec> tensors,
        List<Settings> groups,
        Gradients gradients,
        Inputs inputs,
        Run run) {

    Scenario {
        tensors = List.copyOf(tensors);
        groups = List.copyOf(tensors.size() > 1 ? groups : groups.subList(0, 1));
    }

    /**
     * How many steps are taken, on how many threads.
     *
     * @param seed of what is rounded at random
     * @param packed whether tensors share arrays, those of a group as neighbours
     * @param beside what is done besides the updates
     */
    record Run(int steps, int threads, long seed, boolean packed, Beside beside) {

        Run(int steps, int threads, long seed) {
            this(steps, threads, seed, false, Beside.NOTHING);
        }

        Run withSteps(int others) {
            return new Run(others, threads, seed, packed, beside);
        }

        Run withSeed(long other) {
            return new Run(steps, threads, other, packed, beside);
        }

        Run with(Beside other) {
            return new Run(steps, threads, seed, packed, other);
        }

        Run withPacked(boolean shared) {
            return new Run(steps, threads, seed, shared, beside);
        }
    }

    /**
     * What is done besides the updates.
     *
     * @param decay of the parameters' moving averages; negative where there are none
     * @param zeroes whether gradients are made zero
     */
    record Beside(double decay, boolean zeroes) {

        static final Beside NOTHING = new Beside(-1, false);

        boolean averages() {
            return decay >= 0;
        }
    }

    /** How the tensor of that place is stored; a second group inherits what it does not say. */
    Storing storingOf(int place) {
        Storing first = groups.get(0).storing();
        int group = place % groups.size();
        if (group == 0) {
            return first;
        }
        Storing outer = hasBrainFloats(0) ? first : first.with(Storing.Parameter.UNSAID);
        return groups.get(group).storing().over(outer);
    }

    /** Whether any tensor of a group has parameters of brain floats. */
    boolean hasBrainFloats(int group) {
        return IntStream.range(0, tensors.size())
                .filter(place -> place % groups.size() == group)
                .anyMatch(place -> tensors.get(place).isBFloat16());
    }

    /** Whether there are two groups. */
    boolean hasTwoGroups() {
        return groups.size() > 1;
    }

    /** The one type that all tensors have; of none, and of mixed ones, double. */
    ElementType type() {
        boolean floats =
                !tensors.isEmpty() && tensors.stream().allMatch(t -> t.type() == ElementType.FLOAT);
        return floats ? ElementType.FLOAT : ElementType.DOUBLE;
    }

    /**
     * Whether there is one group of one type, gradients are not clipped, and nothing is zero for
     * good: no term is left out.
     */
    boolean runsAsWritten() {
        return !hasTwoGroups()
                && tensors.stream().allMatch(tensor -> tensor.type() == type())
                && tensors.stream().noneMatch(TensorSpec::isBFloat16)
                && groups.get(0).storing().equals(Storing.AS_DECLARED)
                && gradients.clips().equals(Gradients.Clips.NONE)
                && !gradients.skips()
                && groups.get(0).settings().values().stream().noneMatch(Settings.Setting::isZero);
    }

    /** The same on another number of threads. */
    Scenario onThreads(int threads) {
        return with(new Run(run.steps(), threads, run.seed(), run.packed(), run.beside()));
    }

    Scenario with(Run other) {
        return new Scenario(tensors, groups, gradients, inputs, other);
    }

    Scenario with(List<TensorSpec> others) {
        return new Scenario(others, groups, gradients, inputs, run);
    }

    Scenario withGroups(List<Settings> others) {
        return new Scenario(tensors, others, gradients, inputs, run);
    }

    Scenario with(Gradients others) {
        return new Scenario(tensors, groups, others, inputs, run);
    }

    Scenario with(Inputs others) {
        return new Scenario(tensors, groups, gradients, others, run);
    }

    @Override
    public String toString() {
        return "tensors of %s, settings %s, %s, %s, %s"
                .formatted(tensors, groups, gradients, inputs, run);
    }
}
