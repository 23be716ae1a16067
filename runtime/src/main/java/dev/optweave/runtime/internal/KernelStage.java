package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.Reduction;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What a kernel does between two points at which all tensors wait for each other: some loops, of
 * which only the last may reduce over all tensors, and the scalars before and between them.
 */
final class KernelStage {

    /** Enough for a call to cost nothing, few enough for the loop to be compiled early. */
    static final int CHUNK = 16 * BLOCK;

    private static final Reduction[] NONE = {};

    private final RuleKernel kernel;
    private final Section section;
    private final int firstPhase;
    private final int lastLoop;
    private final boolean last;
    private final boolean spansTensors;
    private final boolean knowsTensors;
    private final LoopStreams[] streams;
    private final Reduction[][] reductions;
    private final int[] firstReduction;
    private final VectorLoop[] vectorLoops;
    private final int averagingLoop;
    private final int zeroingLoop;
    private AfterUpdate after = new AfterUpdate();

    private KernelStage(
            RuleKernel kernel, SectionLayout layout, int firstPhase, int lastLoop, boolean last) {
        this.kernel = kernel;
        this.section = layout.section();
        this.firstPhase = firstPhase;
        this.lastLoop = lastLoop;
        this.last = last;
        List<Loop> loops = layout.loops();
        this.knowsTensors =
                layout.tensorScalars() > 0 || loops.stream().anyMatch(KernelStage::reducesTensors);
        this.spansTensors = lastLoop > firstPhase && loops.get(lastLoop - 1).spansTensors();
        this.streams = new LoopStreams[loops.size() + 1];
        this.reductions = new Reduction[loops.size() + 1][];
        this.firstReduction = new int[loops.size() + 1];
        this.vectorLoops = new VectorLoop[loops.size() + 1];
        this.averagingLoop = AfterUpdate.lastWriting(Loop.PARAMETER, loops);
        this.zeroingLoop = AfterUpdate.lastReading(Loop.GRADIENT, loops);
        int number = 0;
        reductions[0] = NONE;
        for (int loop = 1; loop <= loops.size(); loop++) {
            firstReduction[loop] = number;
            reductions[loop] = loops.get(loop - 1).reductions().toArray(NONE);
            number += reductions[loop].length;
            streams[loop] = new LoopStreams(loops.get(loop - 1));
            vectorLoops[loop] =
                    new VectorLoop(this, loop, streams[loop], reductions[loop].length > 0);
        }
    }

    private static boolean reducesTensors(Loop loop) {
        return loop.reductions().stream().anyMatch(reduction -> !reduction.overAllTensors());
    }

    /** The stages of a section; none if the kernel does not have it. */
    static List<KernelStage> of(RuleKernel kernel, Section section) {
        List<KernelStage> stages = new ArrayList<>();
        for (SectionLayout layout : kernel.layout().sections()) {
            if (layout.section() == section) {
                split(kernel, layout, stages);
            }
        }
        return stages;
    }

    private static void split(RuleKernel kernel, SectionLayout layout, List<KernelStage> stages) {
        List<Loop> loops = layout.loops();
        int firstPhase = 0;
        for (int loop = 1; loop <= loops.size(); loop++) {
            if (loops.get(loop - 1).spansTensors()) {
                stages.add(new KernelStage(kernel, layout, firstPhase, loop, false));
                firstPhase = loop;
            }
        }
        stages.add(new KernelStage(kernel, layout, firstPhase, loops.size(), true));
    }

    /** Has this done to elements as soon as the loops of an update are through with them. */
    void follow(AfterUpdate update) {
        after = update;
    }

    /** How many loops the stage has. */
    int loops() {
        return lastLoop - firstPhase;
    }

    /** How many arrays one of the stage's loops, counted from 0, goes through. */
    int streams(int number) {
        return streams[phase(number)].passes();
    }

    /**
     * Whether the stage can run over a tensor and others behind it in the same arrays as if they
     * were one: its section computes nothing of a tensor, which its loops might use, and each
     * element is stored for itself.
     */
    boolean runsOn(TensorMemory tensor) {
        if (knowsTensors || tensor.hasTensorStates()) {
            return false;
        }
        for (int loop = firstPhase + 1; loop <= lastLoop; loop++) {
            if (reductions[loop].length > 0) {
                return false;
            }
            for (int stream : streams[loop].uses()) {
                if (!tensor.stream(stream).isUniform()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the stage ends with a reduction over all tensors, for which all of them wait. */
    boolean spansTensors() {
        return spansTensors;
    }

    /** The phase that one of the stage's loops is, counted as kernels count. */
    int phase(int number) {
        return firstPhase + 1 + number;
    }

    /** The streams that one of the stage's loops goes through. */
    int[] uses(int number) {
        return streams[phase(number)].uses();
    }

    /** What one of the stage's loops reduces. */
    Reduction[] reductions(int number) {
        return reductions[phase(number)];
    }

    /** The place in the section of the first reduction of one of the stage's loops. */
    int firstReduction(int number) {
        return firstReduction[phase(number)];
    }

    /**
     * Combines the tensors in order, for the reductions over all of them. All groups run the same
     * kernel where there is such a stage.
     *
     * @param values memory for a value of each tensor
     */
    void reduceOverTensors(GroupMemory[] groups, TensorMemory[] tensors, double[] values) {
        Reduction[] last = reductions[lastLoop];
        int first = firstReduction[lastLoop];
        for (int r = 0; r < last.length; r++) {
            if (!last[r].overAllTensors()) {
                continue;
            }
            for (int i = 0; i < tensors.length; i++) {
                values[i] = tensors[i].reduction(first + r);
            }
            double result = Tree.reduce(last[r].operator(), values, values.length);
            for (GroupMemory group : groups) {
                group.reduction(first + r, result);
            }
        }
    }

    /**
     * Computes the group's scalars of all phases in the stage. None of them can depend on a loop of
     * the stage: only reductions over all tensors reach a group, and those end a stage.
     */
    void groupScalars(GroupMemory group) {
        for (int phase = firstPhase; phase <= lastPhase(); phase++) {
            kernel.groupScalars(section, phase, group);
        }
    }

    /** Computes the tensor's scalars before the first loop. */
    void begin(TensorMemory tensor) {
        kernel.tensorScalars(section, firstPhase, tensor);
    }

    /** Runs one of the stage's loops over some whole blocks of a tensor, and what follows it. */
    void loop(int number, TensorMemory tensor, int from, int to, WorkerMemory memory) {
        if (!isFollowed(number)) {
            run(number, tensor, from, to, memory);
            return;
        }
        for (int start = from; to - start > 0; ) {
            int end = to - start > AfterUpdate.CHUNK ? start + AfterUpdate.CHUNK : to;
            run(number, tensor, start, end, memory);
            finish(number, tensor, start, end, memory);
            start = end;
        }
    }

    /** Whether something is done to the elements that one of the stage's loops is through with. */
    boolean isFollowed(int number) {
        return averages(number) || zeroes(number);
    }

    private boolean averages(int number) {
        return after.averages() && phase(number) == averagingLoop;
    }

    private boolean zeroes(int number) {
        return after.zeroes() && phase(number) == zeroingLoop;
    }

    /** Does what follows to the elements that one of the stage's loops is through with. */
    void finish(int number, TensorMemory tensor, int from, int to, WorkerMemory memory) {
        if (averages(number)) {
            after.average(tensor, from, to, memory);
        }
        if (zeroes(number)) {
            after.zero(tensor, from, to);
        }
    }

    /** Runs one of the stage's loops alone. */
    void run(int number, TensorMemory tensor, int from, int to, WorkerMemory memory) {
        int loop = phase(number);
        TensorVectors vectors = tensor.vectors();
        boolean reduces = reductions[loop].length > 0;
        int[] uses = streams[loop].uses();
        if (vectors != null && vectors.has(section, loop, uses, reduces)) {
            vectorLoops[loop].run(tensor, vectors, from, to, memory);
            return;
        }
        if (reduces || !tensor.isPlain(uses)) {
            staged(loop, tensor, from, to, memory);
            return;
        }
        int base = tensor.start();
        // Compared as differences, because from + CHUNK may overflow.
        for (int start = from; to - start > 0; ) {
            int end = to - start > CHUNK ? start + CHUNK : to;
            kernel.elements(section, loop, tensor, base + start, base + end, memory.reduction());
            start = end;
        }
    }

    /** Runs a loop strip by strip; where it reduces, a strip is a block. */
    private void staged(int loop, TensorMemory tensor, int from, int to, WorkerMemory memory) {
        Strip strip = memory.strip();
        BlockReduction block = memory.reduction();
        int length = reductions[loop].length > 0 ? BLOCK : Strip.LENGTH;
        strip.turnTo(tensor, section);
        for (int start = from; to - start > 0; ) {
            int end = to - start > length ? start + length : to;
            strip.load(streams[loop].reads(), start, end);
            kernel.elements(section, loop, strip, 0, end - start, block);
            strip.store(streams[loop].writes(), start, end);
            reduce(loop, tensor, start, end, block);
            start = end;
        }
    }

    /** The kernel whose loops these are. */
    RuleKernel kernel() {
        return kernel;
    }

    /** The section whose loops these are. */
    Section section() {
        return section;
    }

    /** Reduces what a loop has put into the block. */
    void reduce(int loop, TensorMemory tensor, int start, int end, BlockReduction block) {
        Reduction[] reduced = reductions[loop];
        int first = firstReduction[loop];
        for (int r = 0; r < reduced.length; r++) {
            tensor.blockResults(first + r)[start / BLOCK] =
                    block.reduce(first + r, reduced[r].operator(), tensor.isDouble(), end - start);
        }
    }

    /** Ends one of the stage's loops: combines its blocks and computes the scalars after it. */
    void endLoop(int number, TensorMemory tensor) {
        int loop = phase(number);
        Reduction[] reduced = reductions[loop];
        int first = firstReduction[loop];
        for (int r = 0; r < reduced.length; r++) {
            double[] blocks = tensor.blockResults(first + r);
            tensor.reduction(
                    first + r, Tree.reduce(reduced[r].operator(), blocks, tensor.blocks()));
        }
        if (loop <= lastPhase()) {
            kernel.tensorScalars(section, loop, tensor);
        }
    }

    /** Runs the whole stage for a tensor, loop after loop, so that it stays in the cache. */
    void whole(TensorMemory tensor, WorkerMemory memory) {
        begin(tensor);
        for (int number = 0; number < loops(); number++) {
            loop(number, tensor, 0, tensor.length(), memory);
            endLoop(number, tensor);
        }
    }

    /** The last phase whose scalars belong to this stage; the next stage has those that follow. */
    private int lastPhase() {
        return last ? lastLoop : lastLoop - 1;
    }
}
