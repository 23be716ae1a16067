package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.Section;
import java.util.ArrayList;
import java.util.List;

/** How one section of the rule is run for all groups and tensors. */
final class SectionPlan {

    private final GroupMemory[] groups;

    /** Those that have states per tensor. */
    private final TensorMemory[] tensors;

    private final Stage[] stages;

    SectionPlan(Section section, List<GroupMemory> groups, Runs runs, ExecutionSettings settings) {
        this.groups = groups.toArray(GroupMemory[]::new);
        this.tensors =
                runs.tensors().stream()
                        .filter(TensorMemory::hasTensorStates)
                        .toArray(TensorMemory[]::new);
        List<List<KernelStage>> all = new ArrayList<>();
        int most = 0;
        for (GroupMemory group : groups) {
            List<KernelStage> stages = KernelStage.of(group.kernel(), section);
            all.add(stages);
            most = Math.max(most, stages.size());
        }
        this.stages = new Stage[most];
        for (int number = 0; number < most; number++) {
            int at = number;
            List<List<KernelStage>> here =
                    all.stream().map(s -> s.subList(Math.min(at, s.size()), s.size())).toList();
            this.stages[number] = new Stage(groups, here, runs, settings);
        }
    }

    /** Has this done to elements as soon as the section's loops are through with them. */
    void follow(AfterUpdate after) {
        for (Stage stage : stages) {
            stage.follow(after);
        }
    }

    /** How many threads its stages are worth at most. */
    int threads() {
        int most = 1;
        for (Stage stage : stages) {
            most = Math.max(most, stage.threads());
        }
        return most;
    }

    /** Whether any group has something to do. */
    boolean isEmpty() {
        return stages.length == 0;
    }

    /** Runs the section; what it stores into states per step and per tensor is not yet valid. */
    void run(Workers workers) {
        for (GroupMemory group : groups) {
            group.beginSection();
        }
        for (TensorMemory tensor : tensors) {
            tensor.beginSection();
        }
        for (Stage stage : stages) {
            stage.run(workers);
        }
    }
}
