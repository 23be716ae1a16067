package dev.optweave.runtime.kernel;

import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.Operator;
import dev.optweave.runtime.kernel.KernelLayout.Reduction;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Puts a {@link KernelLayout} together: its sections, the loops of each, what each loop does. */
public final class KernelLayoutBuilder {

    private final List<SectionLayout> sections = new ArrayList<>();
    private Set<String> absentHyperparameters = Set.of();
    private Set<String> absentStates = Set.of();
    private Set<Integer> exactStreams = Set.of();

    KernelLayoutBuilder() {}

    /** The hyperparameters that must be zero and not scheduled. */
    public KernelLayoutBuilder without(String... hyperparameters) {
        absentHyperparameters = Set.of(hyperparameters);
        return this;
    }

    /** The states that are then unnecessary. */
    public KernelLayoutBuilder sparing(String... states) {
        absentStates = Set.of(states);
        return this;
    }

    /** The streams that have to lie in memory exactly as they were computed. */
    public KernelLayoutBuilder exact(int... streams) {
        exactStreams = Set.copyOf(list(streams));
        return this;
    }

    /**
     * The next section, without loops as yet.
     *
     * @param groupScalars how many scalars a group keeps
     * @param tensorScalars how many scalars a tensor keeps
     */
    public KernelLayoutBuilder section(Section section, int groupScalars, int tensorScalars) {
        sections.add(new SectionLayout(section, groupScalars, tensorScalars, List.of()));
        return this;
    }

    /**
     * The next loop of the section begun last.
     *
     * @throws IllegalStateException if no section has begun
     */
    public KernelLayoutBuilder loop() {
        if (sections.isEmpty()) {
            throw new IllegalStateException("a loop belongs to a section: call section(...) first");
        }
        SectionLayout section = last(sections);
        List<Loop> loops = new ArrayList<>(section.loops());
        loops.add(new Loop(List.of(), List.of(), List.of()));
        return replaceLoops(section, loops);
    }

    /**
     * What the loop begun last reads.
     *
     * @throws IllegalStateException if no loop has begun
     */
    public KernelLayoutBuilder reads(int... streams) {
        Loop loop = lastLoop();
        return replace(new Loop(list(streams), loop.writes(), loop.reductions()));
    }

    /**
     * What the loop begun last writes.
     *
     * @throws IllegalStateException if no loop has begun
     */
    public KernelLayoutBuilder writes(int... streams) {
        Loop loop = lastLoop();
        return replace(new Loop(loop.reads(), list(streams), loop.reductions()));
    }

    /**
     * The next reduction of the loop begun last.
     *
     * @throws IllegalStateException if no loop has begun
     */
    public KernelLayoutBuilder reduces(Operator operator, boolean overAllTensors) {
        Loop loop = lastLoop();
        List<Reduction> reductions = new ArrayList<>(loop.reductions());
        reductions.add(new Reduction(operator, overAllTensors));
        return replace(new Loop(loop.reads(), loop.writes(), reductions));
    }

    /** The layout. */
    public KernelLayout build() {
        return new KernelLayout(absentHyperparameters, absentStates, exactStreams, sections);
    }

    private Loop lastLoop() {
        if (sections.isEmpty() || last(sections).loops().isEmpty()) {
            throw new IllegalStateException("no loop has begun: call loop() first");
        }
        return last(last(sections).loops());
    }

    private KernelLayoutBuilder replace(Loop loop) {
        SectionLayout section = last(sections);
        List<Loop> loops = new ArrayList<>(section.loops());
        loops.set(loops.size() - 1, loop);
        return replaceLoops(section, loops);
    }

    private KernelLayoutBuilder replaceLoops(SectionLayout section, List<Loop> loops) {
        sections.set(
                sections.size() - 1,
                new SectionLayout(
                        section.section(), section.groupScalars(), section.tensorScalars(), loops));
        return this;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static List<Integer> list(int... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
