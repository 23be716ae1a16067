package dev.optweave.runtime.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One stage of a section for all groups: rounds of tasks, with what the calling thread does between
 * them. Small tensors are done whole, several in a task; large ones are split when there are
 * several threads, and then take one round a loop. Runs of tensors are tensors here, where the
 * stage allows it.
 */
final class Stage {

    private final GroupMemory[] groups;
    private final KernelStage[] groupStages;
    private final TensorMemory[] tensors;
    private final TensorMemory[] large;
    private final KernelStage[] largeStages;
    private final Round[] rounds;
    private final double[] values;

    /**
     * A tensor and the stage that its group's kernel runs.
     *
     * @param isBundled whether it is to be in a bundle if it is not split
     */
    private record Part(TensorMemory tensor, KernelStage stage, boolean isBundled) implements Task {

        /** Runs the whole stage. */
        @Override
        public void run(WorkerMemory memory) {
            stage.whole(tensor, memory);
        }

        long work(int loop) {
            return Pieces.work(tensor, stage.streams(loop));
        }

        /** The work of all loops. */
        long work() {
            long work = 0;
            for (int loop = 0; loop < stage.loops(); loop++) {
                work += work(loop);
            }
            return work;
        }
    }

    /**
     * @param stages the stage of each group's kernel, in the order of the groups; empty where the
     *     kernel has nothing to do
     */
    Stage(
            List<GroupMemory> groups,
            List<List<KernelStage>> stages,
            Runs runs,
            ExecutionSettings settings) {
        List<GroupMemory> working = new ArrayList<>();
        List<KernelStage> workingStages = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (!stages.get(i).isEmpty()) {
                working.add(groups.get(i));
                workingStages.add(stages.get(i).get(0));
            }
        }
        this.groups = working.toArray(GroupMemory[]::new);
        this.groupStages = workingStages.toArray(KernelStage[]::new);
        this.tensors = runs.tensors().toArray(TensorMemory[]::new);
        this.values = new double[this.tensors.length];
        List<Part> parts = new ArrayList<>();
        Set<TensorMemory> seen = new HashSet<>();
        for (TensorMemory tensor : tensors) {
            int group = working.indexOf(tensor.group());
            if (group >= 0) {
                KernelStage stage = workingStages.get(group);
                TensorMemory unit = stage.runsOn(tensor) ? runs.of(tensor) : tensor;
                if (seen.add(unit)) {
                    parts.add(part(unit, stage, settings));
                }
            }
        }
        int threads = settings.threads();
        Pieces pieces = new Pieces(parts.stream().mapToLong(Part::work).sum(), threads);
        List<Part> big = parts.stream().filter(part -> pieces.isLarge(part.work())).toList();
        this.large = big.stream().map(Part::tensor).toArray(TensorMemory[]::new);
        this.largeStages = big.stream().map(Part::stage).toArray(KernelStage[]::new);
        this.rounds = rounds(pieces, parts, big, threads);
    }

    private static Part part(TensorMemory unit, KernelStage stage, ExecutionSettings settings) {
        if (settings.vectors()) {
            // A class of loops is defined for each combination of formats: only where loops run.
            unit.useVectors(settings.always());
        }
        return new Part(unit, stage, !settings.scaledTensors() && Bundle.takes(stage, unit));
    }

    /** One round a loop of the large tensors; the first has the small ones too. */
    private static Round[] rounds(Pieces first, List<Part> parts, List<Part> big, int threads) {
        int most = 1;
        for (Part part : big) {
            most = Math.max(most, part.stage().loops());
        }
        Round[] rounds = new Round[most];
        for (int loop = 0; loop < most; loop++) {
            int number = loop;
            List<Part> now = big.stream().filter(part -> number < part.stage().loops()).toList();
            long work = now.stream().mapToLong(part -> part.work(number)).sum();
            Pieces pieces = loop == 0 ? first : new Pieces(work, threads);
            for (Part part : now) {
                pieces.split(
                        part.tensor(),
                        part.stage().streams(number),
                        (from, to, memory) ->
                                part.stage().loop(number, part.tensor(), from, to, memory));
            }
            if (loop == 0) {
                addSmall(parts, first);
            }
            rounds[loop] = pieces.round();
        }
        return rounds;
    }

    /** Adds the small parts: those that can be bundled as bundles, the others one by one. */
    private static void addSmall(List<Part> parts, Pieces pieces) {
        Map<Bundle.Kind, List<Part>> alike = new LinkedHashMap<>();
        for (Part part : parts) {
            if (pieces.isLarge(part.work())) {
                continue;
            }
            if (part.isBundled()) {
                Bundle.Kind kind = Bundle.kind(part.stage(), part.tensor());
                alike.computeIfAbsent(kind, k -> new ArrayList<>()).add(part);
            } else {
                pieces.whole(part.work(), part);
            }
        }
        alike.forEach((kind, members) -> addBundles(kind.stage(), members, pieces));
    }

    /** Adds bundles of as many parts as make a task. */
    private static void addBundles(KernelStage stage, List<Part> parts, Pieces pieces) {
        List<TensorMemory> bundle = new ArrayList<>();
        long work = 0;
        for (int i = 0; i < parts.size(); i++) {
            bundle.add(parts.get(i).tensor());
            work += parts.get(i).work();
            if (pieces.isLarge(work) || i == parts.size() - 1) {
                pieces.whole(work, new Bundle(stage, bundle));
                bundle.clear();
                work = 0;
            }
        }
    }

    /** Has this done to elements as soon as the section's loops are through with them. */
    void follow(AfterUpdate after) {
        for (KernelStage stage : groupStages) {
            stage.follow(after);
        }
    }

    /** How many threads its rounds are worth at most. */
    int threads() {
        int most = 1;
        for (Round round : rounds) {
            most = Math.max(most, round.threads());
        }
        return most;
    }

    void run(Workers workers) {
        for (int i = 0; i < groups.length; i++) {
            groupStages[i].groupScalars(groups[i]);
        }
        for (int i = 0; i < large.length; i++) {
            largeStages[i].begin(large[i]);
        }
        for (int round = 0; round < rounds.length; round++) {
            workers.run(rounds[round]);
            for (int i = 0; i < large.length; i++) {
                if (round < largeStages[i].loops()) {
                    largeStages[i].endLoop(round, large[i]);
                }
            }
        }
        if (groups.length > 0 && groupStages[0].spansTensors()) {
            groupStages[0].reduceOverTensors(groups, tensors, values);
        }
    }
}
