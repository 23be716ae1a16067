package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;
import static dev.optweave.runtime.kernel.KernelLayout.Loop.PARAMETER;
import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.Section;
import java.util.List;

/**
 * What is done to elements as soon as the loops of an update are through with them, while they are
 * in the cache: the parameter is averaged after the last loop that writes it, the gradient made
 * zero after the last one that reads it. So an average costs reading and writing itself alone, and
 * zeros cost writing them, as in one fused loop.
 */
final class AfterUpdate {

    /**
     * How many elements a loop goes through before something is done to them: what six streams of
     * so many floats take is left in the second-level cache, and a call costs nothing beside them.
     */
    static final int CHUNK = 2 * BLOCK;

    private boolean averages;
    private boolean zeroes;
    private double weight;

    /** Whether parameters are averaged. */
    boolean averages() {
        return averages;
    }

    /** Whether gradients are made zero. */
    boolean zeroes() {
        return zeroes;
    }

    /** Averages parameters from now on. */
    void startAveraging() {
        averages = true;
    }

    /** Makes gradients zero from now on. */
    void startZeroing() {
        zeroes = true;
    }

    /** Sets the weight that parameters have in the averages after the next update. */
    void weight(double ofParameters) {
        weight = ofParameters;
    }

    /** The last of a section's loops that writes a stream, counted from 1; 0 if none does. */
    static int lastWriting(int stream, List<Loop> loops) {
        int last = loops.size();
        while (last > 0 && !loops.get(last - 1).writes().contains(stream)) {
            last--;
        }
        return last;
    }

    /** The last of a section's loops that reads a stream, counted from 1; 0 if none does. */
    static int lastReading(int stream, List<Loop> loops) {
        int last = loops.size();
        while (last > 0 && !loops.get(last - 1).reads().contains(stream)) {
            last--;
        }
        return last;
    }

    /** What a group's kernel leaves undone in an update, as it has no loop for it. */
    private static boolean isLeft(GroupMemory group, boolean average) {
        return group.kernel().layout().sections().stream()
                .filter(section -> section.section() == Section.UPDATE)
                .allMatch(
                        section ->
                                average
                                        ? lastWriting(PARAMETER, section.loops()) == 0
                                        : lastReading(GRADIENT, section.loops()) == 0);
    }

    /** Whether no loop of an update writes the tensor's parameter. */
    static boolean leavesAverage(TensorMemory tensor) {
        return isLeft(tensor.group(), true);
    }

    /** Whether no loop of an update reads the tensor's gradient. */
    static boolean leavesGradient(TensorMemory tensor) {
        return isLeft(tensor.group(), false);
    }

    /** Makes elements of the gradient zero. */
    void zero(TensorMemory tensor, int from, int to) {
        tensor.given().clear(from, to);
    }

    /**
     * Averages elements of the parameter: {@code average + weight·(parameter - average)}, the
     * difference rounded, then the rest at once, in the type of computation. In this form an
     * average of what does not change does not change either, however the weight was rounded.
     */
    void average(TensorMemory tensor, int from, int to, WorkerMemory memory) {
        Stream average = tensor.average();
        Stream parameter = tensor.stream(PARAMETER);
        int base = tensor.start();
        if (tensor.isDouble()) {
            average(weight, parameter.doubles(), average.doubles(), base + from, base + to);
            return;
        }
        if (parameter.isPlain(false)) {
            average((float) weight, parameter.floats(), average.floats(), base + from, base + to);
            return;
        }
        Strip strip = memory.strip();
        strip.turnTo(tensor, Section.UPDATE);
        for (int start = from; to - start > 0; ) {
            int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
            strip.load(PARAMETER, start, end);
            // The place of a gradient is free by now.
            float[] staged = strip.loadGradient(average, start, end);
            average((float) weight, strip.floatParameter(), staged, 0, end - start);
            strip.storeGradient(average, start, end);
            start = end;
        }
    }

    private static void average(float weight, float[] w, float[] average, int from, int to) {
        for (int i = from; i < to; i++) {
            average[i] = Math.fma(weight, w[i] - average[i], average[i]);
        }
    }

    private static void average(double weight, double[] w, double[] average, int from, int to) {
        for (int i = from; i < to; i++) {
            average[i] = Math.fma(weight, w[i] - average[i], average[i]);
        }
    }

    /** Sets elements of the average to those of the parameter. */
    static void begin(TensorMemory tensor, int from, int to, WorkerMemory memory) {
        Stream parameter = tensor.stream(PARAMETER);
        if (parameter.isPlain(tensor.isDouble())) {
            copy(parameter, tensor.average(), from, to);
            return;
        }
        Strip strip = memory.strip();
        strip.turnTo(tensor, Section.UPDATE);
        for (int start = from; to - start > 0; ) {
            int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
            strip.load(PARAMETER, start, end);
            Stream average = tensor.average();
            System.arraycopy(
                    strip.floatParameter(),
                    0,
                    average.floats(),
                    average.start() + start,
                    end - start);
            start = end;
        }
    }

    /** Sets elements of the parameter to those of the average, rounded as they are stored. */
    static void show(TensorMemory tensor, int from, int to, WorkerMemory memory) {
        Stream parameter = tensor.stream(PARAMETER);
        if (parameter.isPlain(tensor.isDouble())) {
            copy(tensor.average(), parameter, from, to);
            return;
        }
        Strip strip = memory.strip();
        strip.turnTo(tensor, Section.EVALUATION_POINT);
        for (int start = from; to - start > 0; ) {
            int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
            Stream average = tensor.average();
            System.arraycopy(
                    average.floats(),
                    average.start() + start,
                    strip.floatParameter(),
                    0,
                    end - start);
            strip.measure(PARAMETER, start, end);
            strip.store(PARAMETER, start, end);
            start = end;
        }
    }

    private static void copy(Stream source, Stream target, int from, int to) {
        System.arraycopy(
                source.arrays().get(0),
                source.start() + from,
                target.arrays().get(0),
                target.start() + from,
                to - from);
    }
}
