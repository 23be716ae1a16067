package dev.optweave.runtime.kernel;

import java.util.List;
import java.util.Set;

/**
 * What a kernel keeps in memory and which phases it runs.
 *
 * @param absentHyperparameters the hyperparameters that must be zero and not scheduled
 * @param absentStates the states that are then unnecessary and get no memory
 * @param exactStreams what has to lie in memory exactly as it was computed, as a later loop of a
 *     section reads back what an earlier one stored: places of states among the rule's, and -1 for
 *     the parameter
 * @param sections the sections the rule has; one that is missing does nothing
 */
public record KernelLayout(
        Set<String> absentHyperparameters,
        Set<String> absentStates,
        Set<Integer> exactStreams,
        List<SectionLayout> sections) {

    public KernelLayout {
        absentHyperparameters = Set.copyOf(absentHyperparameters);
        absentStates = Set.copyOf(absentStates);
        exactStreams = Set.copyOf(exactStreams);
        sections = List.copyOf(sections);
    }

    /**
     * A layout, section by section: how generated code writes one. A compiler takes several times
     * as long over the same thing in nested lists, whose types it has to infer.
     */
    public static KernelLayoutBuilder builder() {
        return new KernelLayoutBuilder();
    }

    /** A layout of a kernel that reads nothing back. */
    public KernelLayout(
            Set<String> absentHyperparameters,
            Set<String> absentStates,
            List<SectionLayout> sections) {
        this(absentHyperparameters, absentStates, Set.of(), sections);
    }

    /**
     * One section.
     *
     * @param groupScalars how many scalars a group keeps
     * @param tensorScalars how many scalars a tensor keeps
     * @param loops the loops, in order; their phases are counted from 1
     */
    public record SectionLayout(
            Section section, int groupScalars, int tensorScalars, List<Loop> loops) {
        public SectionLayout {
            loops = List.copyOf(loops);
        }
    }

    /**
     * One loop. The streams it reads and writes are {@link #PARAMETER}, {@link #GRADIENT} and
     * states by their place among the rule's.
     *
     * @param reads what it reads
     * @param writes what it writes
     * @param reductions what it reduces; numbered through all loops of the section
     */
    public record Loop(List<Integer> reads, List<Integer> writes, List<Reduction> reductions) {

        /** The stream of the parameter's elements. */
        public static final int PARAMETER = -1;

        /** The stream of the gradient's elements. */
        public static final int GRADIENT = -2;

        public Loop {
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
            reductions = List.copyOf(reductions);
        }

        /** Whether all tensors must have run this loop before any scalar after it is known. */
        public boolean spansTensors() {
            return reductions.stream().anyMatch(Reduction::overAllTensors);
        }
    }

    /** One reduction. */
    public record Reduction(Operator operator, boolean overAllTensors) {}

    /** How values are reduced. */
    public enum Operator {
        /** Addition; of no elements, 0. */
        SUM,
        /** The largest; of no elements, 0; NaN if any is. */
        MAX
    }
}
