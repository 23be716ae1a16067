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

    private final int threads;
    private final TensorMemory[] tensors;
    private final SharedArrays arrays;
    private final Runs runs;
    private final Backups backups;

    /** The tensors, those of a run as one. */
    private final TensorMemory[] units;

    private final Workers workers;
    private final Map<Section, SectionPlan> sections = new EnumMap<>(Section.class);
    private final Round accumulating;
    private final Round clamping;
    private final Round squaring;
    private final Round zeroing;
    private final Round beginning;
    private final Round showing;
    private final Round finishing;
    private final AfterUpdate after = new AfterUpdate();
    private boolean zeroesAccumulated;
    private boolean first;
    private double limit;
    private double[][] squares = NOWHERE;

    public JavaExecution(
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            ExecutionSettings settings) {
        this.threads = settings.threads();
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.arrays = new SharedArrays(tensors);
        tensors.forEach(tensor -> tensor.allocateStates(arrays));
        this.runs = Runs.of(tensors);
        this.units = runs.units().toArray(TensorMemory[]::new);
        this.backups = new Backups(units);
        Runs inLoops = settings.scaledTensors() ? Runs.none(tensors) : runs;
        for (Section section : Section.values()) {
            sections.put(section, new SectionPlan(section, groups, inLoops, settings));
        }
        this.accumulating = round(units, 3, this::accumulate);
        this.clamping = round(units, 2, this::clamp);
        this.squaring = round(this.tensors, 2, this::square);
        this.zeroing = round(units, 1, this::zero);
        this.beginning = round(units, 2, this::begin);
        this.showing = round(units, 2, this::show);
        this.finishing = finishing();
        plan(Section.UPDATE).follow(after);
        this.workers = workers(rule.states().size() + 2, mostReductions(groups), settings);
    }

    /**
     * @param streams how many streams a loop can use
     * @param reductions how many reductions a section has at most
     */
    private Workers workers(int streams, int reductions, ExecutionSettings settings) {
        boolean floats = stages(false, reductions);
        boolean doubles = stages(true, reductions);
        int most = floats || doubles ? BLOCK : 0;
        Codecs codecs = settings.vectors() ? new VectorCodecs() : Codecs.SCALAR;
        return new Workers(
                Pool.SHARED,
                usefulThreads(),
                () -> {
                    Transfer transfer = new Transfer(codecs, settings.seed(), most);
                    Strip strip = new Strip(streams, floats, doubles, transfer);
                    return new WorkerMemory(
                            strip, new BlockReduction(reductions, settings.vectors()));
                });
    }

    /** Whether loops over tensors of this type may need strips. */
    private boolean stages(boolean isDouble, int reductions) {
        for (TensorMemory tensor : tensors) {
            if (tensor.isDouble() == isDouble && (reductions > 0 || !tensor.isPlain())) {
                return true;
            }
        }
        return false;
    }

    /** What is done to some elements of a tensor or run, given by its number. */
    private interface Pass {
        void run(int tensor, int from, int to, WorkerMemory memory);
    }

    private Round round(TensorMemory[] over, int streams, Pass pass) {
        long work = 0;
        for (TensorMemory tensor : over) {
            work += Pieces.work(tensor, streams);
        }
        Pieces pieces = new Pieces(work, threads);
        for (int i = 0; i < over.length; i++) {
            int number = i;
            pieces.split(
                    over[i], streams, (from, to, memory) -> pass.run(number, from, to, memory));
        }
        return pieces.round();
    }

    /** What is left to do after an update where the kernel has no loop to do it behind. */
    private Round finishing() {
        Pieces pieces = new Pieces(0, threads);
        for (TensorMemory tensor : units) {
            boolean average = AfterUpdate.leavesAverage(tensor);
            boolean gradient = AfterUpdate.leavesGradient(tensor);
            if (average || gradient) {
                pieces.whole(tensor.length(), memory -> finish(tensor, average, gradient, memory));
            }
        }
        return pieces.round();
    }

    private void finish(
            TensorMemory tensor, boolean average, boolean gradient, WorkerMemory memory) {
        if (average && after.averages()) {
            after.average(tensor, 0, tensor.length(), memory);
        }
        if (gradient && after.zeroes()) {
            after.zero(tensor, 0, tensor.length());
        }
    }

    /** How many threads any part of a step is worth, of those that are allowed. */
    private int usefulThreads() {
        int most = Math.max(accumulating.threads(), squaring.threads());
        for (SectionPlan plan : sections.values()) {
            most = Math.max(most, plan.threads());
        }
        return most;
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
        if (section == Section.UPDATE && finishing.tasks().length > 0) {
            workers.run(finishing);
        }
    }

    @Override
    public void allocateSums() {
        for (TensorMemory tensor : tensors) {
            tensor.allocateSum(arrays);
        }
        runs.extend();
        prepareSums(tensors);
        prepareSums(units);
    }

    private static void prepareSums(TensorMemory[] tensors) {
        for (TensorMemory tensor : tensors) {
            TensorVectors vectors = tensor.vectors();
            if (vectors != null) {
                vectors.prepareSum();
            }
        }
    }

    @Override
    public void accumulate(boolean isFirst) {
        first = isFirst;
        workers.run(accumulating);
    }

    /** Adds gradients up, and where they are to be zero, makes them so while they are cached. */
    private void accumulate(int unit, int from, int to, WorkerMemory memory) {
        if (!zeroesAccumulated) {
            GradientPasses.accumulate(units[unit], first, from, to, memory);
            return;
        }
        for (int start = from; to - start > 0; ) {
            int end = to - start > AfterUpdate.CHUNK ? start + AfterUpdate.CHUNK : to;
            GradientPasses.accumulate(units[unit], first, start, end, memory);
            after.zero(units[unit], start, end);
            start = end;
        }
    }

    @Override
    public void allocateAverages() {
        for (TensorMemory tensor : tensors) {
            tensor.allocateAverage(arrays);
        }
        runs.extend();
        after.startAveraging();
    }

    @Override
    public void beginAverages() {
        workers.run(beginning);
    }

    private void begin(int unit, int from, int to, WorkerMemory memory) {
        AfterUpdate.begin(units[unit], from, to, memory);
    }

    @Override
    public void weighAverages(double ofParameters) {
        after.weight(ofParameters);
    }

    @Override
    public void showAverages() {
        workers.run(showing);
    }

    private void show(int unit, int from, int to, WorkerMemory memory) {
        AfterUpdate.show(units[unit], from, to, memory);
    }

    @Override
    public void keepGradientsZero(boolean accumulates) {
        if (accumulates) {
            zeroesAccumulated = true;
        } else {
            after.startZeroing();
        }
    }

    @Override
    public void zeroGradients() {
        workers.run(zeroing);
    }

    private void zero(int unit, int from, int to, WorkerMemory memory) {
        after.zero(units[unit], from, to);
    }

    @Override
    public void clamp(double magnitude) {
        limit = magnitude;
        workers.run(clamping);
    }

    private void clamp(int unit, int from, int to, WorkerMemory memory) {
        GradientPasses.clamp(units[unit], limit, from, to, memory);
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
        backups.allocate();
    }

    @Override
    public void backUp() {
        backups.backUp();
    }

    @Override
    public void putBack() {
        backups.putBack();
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
