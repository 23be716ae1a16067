package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.internal.storage.Codecs;
import dev.optweave.runtime.internal.storage.Transfer;
import dev.optweave.runtime.internal.vector.VectorCodecs;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Loops over Java's arrays, on one or several threads. */
public final class JavaExecution implements Execution {

    private static final double[][] NOWHERE = {};

    private final TensorMemory[] tensors;
    private final Workers workers;
    private final Map<Section, SectionPlan> sections = new EnumMap<>(Section.class);
    private final Round accumulating;
    private final Round clamping;
    private final Round squaring;
    private boolean first;
    private double limit;
    private double[][] squares = NOWHERE;

    public JavaExecution(
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            ExecutionSettings settings) {
        int threads = settings.threads();
        this.tensors = tensors.toArray(TensorMemory[]::new);
        tensors.forEach(TensorMemory::allocateStates);
        for (Section section : Section.values()) {
            sections.put(section, new SectionPlan(section, groups, tensors, threads));
        }
        this.accumulating =
                round(
                        3,
                        threads,
                        (i, from, to, memory) ->
                                tensors.get(i).accumulate(first, from, to, memory.strip()));
        this.clamping =
                round(
                        2,
                        threads,
                        (i, from, to, memory) ->
                                tensors.get(i).clamp(limit, from, to, memory.strip()));
        this.squaring = round(2, threads, (i, from, to, memory) -> square(i, from, to, memory));
        int streams = rule.states().size() + 2;
        int reductions = mostReductions(groups);
        boolean floats = tensors.stream().anyMatch(t -> !t.isDouble() && isStaged(t, reductions));
        boolean doubles = tensors.stream().anyMatch(t -> t.isDouble() && isStaged(t, reductions));
        Codecs codecs = settings.vectors() ? new VectorCodecs() : Codecs.SCALAR;
        if (settings.vectors()) {
            tensors.forEach(tensor -> tensor.useVectors(settings.always()));
        }
        this.workers =
                new Workers(
                        Pool.SHARED,
                        usefulThreads(),
                        () -> {
                            int most = floats || doubles ? BLOCK : 0;
                            Transfer transfer = new Transfer(codecs, settings.seed(), most);
                            Strip strip = new Strip(streams, floats, doubles, transfer);
                            return new WorkerMemory(
                                    strip, new BlockReduction(reductions, settings.vectors()));
                        });
    }

    /** What is done to some elements of a tensor, given by its number. */
    private interface Pass {
        void run(int tensor, int from, int to, WorkerMemory memory);
    }

    private Round round(int streams, int threads, Pass pass) {
        long work = 0;
        for (TensorMemory tensor : tensors) {
            work += Pieces.work(tensor, streams);
        }
        Pieces pieces = new Pieces(work, threads);
        for (int i = 0; i < tensors.length; i++) {
            int number = i;
            pieces.split(
                    tensors[i], streams, (from, to, memory) -> pass.run(number, from, to, memory));
        }
        return pieces.round();
    }

    /** How many threads any part of a step is worth, of those that are allowed. */
    private int usefulThreads() {
        int most = Math.max(accumulating.threads(), squaring.threads());
        for (SectionPlan plan : sections.values()) {
            most = Math.max(most, plan.threads());
        }
        return most;
    }

    /** Whether loops over the tensor may need strips. */
    private static boolean isStaged(TensorMemory tensor, int reductions) {
        return reductions > 0 || !tensor.isPlain();
    }

    private static int mostReductions(List<GroupMemory> groups) {
        int most = 0;
        for (GroupMemory group : groups) {
            for (SectionLayout section : group.kernel().layout().sections()) {
                int count = 0;
                for (Loop loop : section.loops()) {
                    count += loop.reductions().size();
                }
                most = Math.max(most, count);
            }
        }
        return most;
    }

    private SectionPlan plan(Section section) {
        SectionPlan plan = sections.get(section);
        if (plan == null) {
            throw new AssertionError(section);
        }
        return plan;
    }

    @Override
    public boolean has(Section section) {
        return !plan(section).isEmpty();
    }

    @Override
    public void run(Section section) {
        plan(section).run(workers);
    }

    @Override
    public void allocateSums() {
        for (TensorMemory tensor : tensors) {
            tensor.allocateSum();
        }
    }

    @Override
    public void accumulate(boolean isFirst) {
        first = isFirst;
        workers.run(accumulating);
    }

    @Override
    public void clamp(double magnitude) {
        limit = magnitude;
        workers.run(clamping);
    }

    @Override
    public void square(double[][] blocks) {
        squares = blocks;
        workers.run(squaring);
    }

    private void square(int tensor, int from, int to, WorkerMemory memory) {
        for (int start = from; to - start > 0; ) {
            int end = to - start > BLOCK ? start + BLOCK : to;
            squares[tensor][start / BLOCK] =
                    memory.reduction().squares(tensors[tensor], start, end, memory.strip());
            start = end;
        }
    }

    @Override
    public void allocateBackups() {
        for (TensorMemory tensor : tensors) {
            tensor.allocateBackup();
        }
    }

    @Override
    public void backUp() {
        for (TensorMemory tensor : tensors) {
            tensor.backUp();
        }
    }

    @Override
    public void putBack() {
        for (TensorMemory tensor : tensors) {
            tensor.putBack();
        }
    }

    @Override
    public void clearStates() {
        for (TensorMemory tensor : tensors) {
            tensor.clearStates();
        }
    }

    @Override
    public void close() {
        // The threads belong to the process.
    }
}
