package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Reduction;
import dev.optweave.runtime.kernel.RuleKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * One stage of a section for all groups: rounds of tasks, with what the calling thread does between
 * them. Small tensors are done whole, several in a task; large ones are split when there are
 * several threads, and then take one round a loop.
 */
final class Stage {

    /** How many elements a task has at least, where it has not a whole tensor. */
    static final int PIECE = 8 * RuleKernel.BLOCK;

    private final GroupMemory[] groups;
    private final KernelStage[] groupStages;
    private final TensorMemory[] tensors;
    private final TensorMemory[] large;
    private final KernelStage[] largeStages;
    private final Task[][] rounds;
    private final double[] values;

    /** A tensor and the stage that its group's kernel runs. */
    private record Part(TensorMemory tensor, KernelStage stage) {}

    /**
     * @param stages the stage of each group's kernel, in the order of the groups; empty where the
     *     kernel has nothing to do
     */
    Stage(
            List<GroupMemory> groups,
            List<List<KernelStage>> stages,
            List<TensorMemory> tensors,
            int threads) {
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
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.values = new double[tensors.size()];
        List<Part> small = new ArrayList<>();
        List<Part> big = new ArrayList<>();
        for (TensorMemory tensor : tensors) {
            int group = working.indexOf(tensor.group());
            if (group >= 0) {
                boolean split = threads > 1 && tensor.length() > PIECE;
                (split ? big : small).add(new Part(tensor, workingStages.get(group)));
            }
        }
        this.large = big.stream().map(Part::tensor).toArray(TensorMemory[]::new);
        this.largeStages = big.stream().map(Part::stage).toArray(KernelStage[]::new);
        int most = 1;
        for (KernelStage stage : largeStages) {
            most = Math.max(most, stage.loops());
        }
        this.rounds = new Task[most][];
        for (int round = 0; round < most; round++) {
            List<Task> tasks = pieces(big, round, threads);
            if (round == 0) {
                tasks.addAll(batches(small));
            }
            rounds[round] = tasks.toArray(Task[]::new);
        }
    }

    private static List<Task> pieces(List<Part> parts, int round, int threads) {
        List<Task> tasks = new ArrayList<>();
        for (Part part : parts) {
            if (round < part.stage().loops()) {
                Pieces.split(
                        part.tensor().length(),
                        threads,
                        (from, to) ->
                                tasks.add(
                                        memory ->
                                                part.stage()
                                                        .loop(
                                                                round,
                                                                part.tensor(),
                                                                from,
                                                                to,
                                                                memory)));
            }
        }
        return tasks;
    }

    private static List<Task> batches(List<Part> parts) {
        List<Task> tasks = new ArrayList<>();
        List<Part> batch = new ArrayList<>();
        long elements = 0;
        for (Part part : parts) {
            batch.add(part);
            elements += part.tensor().length();
            if (elements >= PIECE) {
                tasks.add(new Batch(batch.toArray(Part[]::new)));
                batch.clear();
                elements = 0;
            }
        }
        if (!batch.isEmpty()) {
            tasks.add(new Batch(batch.toArray(Part[]::new)));
        }
        return tasks;
    }

    /** Some tensors that one thread runs through the whole stage, one after the other. */
    private static final class Batch implements Task {

        private final Part[] parts;

        Batch(Part[] parts) {
            this.parts = parts;
        }

        @Override
        public void run(WorkerMemory memory) {
            for (Part part : parts) {
                part.stage().whole(part.tensor(), memory);
            }
        }
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
            reduceOverTensors(groupStages[0]);
        }
    }

    /**
     * Combines the tensors in order. All groups run the same kernel where there is such a stage.
     */
    private void reduceOverTensors(KernelStage stage) {
        int first = stage.firstReductionOfLastLoop();
        Reduction[] reductions = stage.reductionsOfLastLoop();
        for (int r = 0; r < reductions.length; r++) {
            if (!reductions[r].overAllTensors()) {
                continue;
            }
            for (int i = 0; i < tensors.length; i++) {
                values[i] = tensors[i].reduction(first + r);
            }
            double result = Tree.reduce(reductions[r].operator(), values, values.length);
            for (GroupMemory group : groups) {
                group.reduction(first + r, result);
            }
        }
    }
}
