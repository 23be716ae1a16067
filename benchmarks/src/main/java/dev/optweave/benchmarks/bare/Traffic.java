package dev.optweave.benchmarks.bare;

import dev.optweave.benchmarks.step.OurStep;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.Section;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a step moves through memory, loop by loop.
 *
 * @param loops the streams of each loop
 */
public record Traffic(List<List<Stream>> loops) {

    public Traffic {
        loops = loops.stream().map(List::copyOf).toList();
    }

    /**
     * What the step of a stock rule moves, with its default hyperparameters, float parameters and
     * gradients. The units of 8-bit blocks, a sixty-fourth of their codes, do not count.
     *
     * @param variant what the states are stored in, as {@link OurStep} takes it
     * @throws IllegalArgumentException if there is no such rule or variant
     */
    public static Traffic of(String rule, String variant) {
        StepTask task = StepTask.of(rule, Workload.of("1x64"), 1);
        try (Optimizer optimizer = OurStep.build(task, variant)) {
            return of(layout(optimizer), bytes(variant));
        }
    }

    /** Whether a rule moves more than parameters and gradients, so that their storage matters. */
    public static boolean hasStates(String rule) {
        return !of(rule, "float").equals(of(rule, "int8-block"));
    }

    static Traffic of(KernelLayout layout, int stateBytes) {
        List<List<Stream>> loops = new ArrayList<>();
        for (SectionLayout section : layout.sections()) {
            boolean shifts = section.section() == Section.GRADIENT_POINT;
            if (shifts) {
                // The parameters are copied before they are moved, and copied back.
                loops.add(List.of(new Stream(true, false, 4), new Stream(false, true, 4)));
                loops.add(List.of(new Stream(true, false, 4), new Stream(false, true, 4)));
            }
            if (shifts || section.section() == Section.UPDATE) {
                section.loops().forEach(loop -> loops.add(streams(loop, stateBytes)));
            }
        }
        return new Traffic(loops);
    }

    private static List<Stream> streams(Loop loop, int stateBytes) {
        List<Integer> all = new ArrayList<>(loop.reads());
        loop.writes().stream().filter(stream -> !all.contains(stream)).forEach(all::add);
        return all.stream()
                .map(
                        stream ->
                                new Stream(
                                        loop.reads().contains(stream),
                                        loop.writes().contains(stream),
                                        stream < 0 ? 4 : stateBytes))
                .sorted((a, b) -> Boolean.compare(b.written(), a.written()))
                .toList();
    }

    private static int bytes(String variant) {
        return switch (variant) {
            case "float" -> 4;
            case "bfloat16", "float16" -> 2;
            case "int8-block" -> 1;
            default -> throw new IllegalArgumentException("how wide is `" + variant + "`?");
        };
    }

    /** The kernel that the optimizer chose; it shows nobody, since nobody else needs to know. */
    private static KernelLayout layout(Optimizer optimizer) {
        try {
            Field field = Optimizer.class.getDeclaredField("groupMemory");
            field.setAccessible(true);
            GroupMemory memory = (GroupMemory) ((List<?>) field.get(optimizer)).get(0);
            return memory.kernel().layout();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the optimizer has changed: " + e.getMessage(), e);
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Traffic parse(String text) {
        return new Traffic(
                Arrays.stream(text.split("/", -1))
                        .map(loop -> Arrays.stream(loop.split("-", -1)).map(Stream::parse).toList())
                        .toList());
    }

    /** How many bytes of each element pass, in and out. */
    public int bytes() {
        return loops.stream().flatMap(List::stream).mapToInt(Stream::moved).sum();
    }

    /** How many bytes of each element all arrays hold, if each loop had its own. */
    public int heldByAll() {
        return loops.stream().flatMap(List::stream).mapToInt(Stream::bytes).sum();
    }

    /** One loop: {@code rw4-rw4-rw4-r4}; several are divided by a slash. */
    @Override
    public String toString() {
        return loops.stream()
                .map(loop -> loop.stream().map(Stream::toString).collect(Collectors.joining("-")))
                .collect(Collectors.joining("/"));
    }
}
