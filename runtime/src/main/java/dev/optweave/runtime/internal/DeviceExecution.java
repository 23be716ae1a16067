package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Reduction;
import dev.optweave.runtime.kernel.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Loops on a device, one after the other: each is launched for every tensor, and only where it
 * reduces does the host wait for it. Scalars are computed here, in the order that {@link Stage}
 * computes them in.
 */
public abstract class DeviceExecution implements Execution {

    private final GroupMemory[] groups;
    private final TensorMemory[] tensors;
    private final int[] groupOf;
    private final double[] values;
    private final Map<Section, DeviceStage[]> sections = new EnumMap<>(Section.class);

    /** The stage of each group's kernel; empty where a kernel has nothing to do. */
    private record DeviceStage(List<List<KernelStage>> stages, int loops) {}

    protected DeviceExecution(List<GroupMemory> groups, List<TensorMemory> tensors) {
        this.groups = groups.toArray(GroupMemory[]::new);
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.values = new double[tensors.size()];
        this.groupOf = new int[tensors.size()];
        for (int i = 0; i < groupOf.length; i++) {
            groupOf[i] = groups.indexOf(tensors.get(i).group());
        }
        for (Section section : Section.values()) {
            sections.put(section, stages(section));
        }
    }

    private DeviceStage[] stages(Section section) {
        List<List<KernelStage>> all = new ArrayList<>();
        int most = 0;
        for (GroupMemory group : groups) {
            List<KernelStage> stages = KernelStage.of(group.kernel(), section);
            all.add(stages);
            most = Math.max(most, stages.size());
        }
        DeviceStage[] result = new DeviceStage[most];
        for (int number = 0; number < most; number++) {
            int at = number;
            List<List<KernelStage>> here =
                    all.stream()
                            .map(s -> at < s.size() ? List.of(s.get(at)) : List.<KernelStage>of())
                            .toList();
            int loops =
                    here.stream()
                            .flatMap(List::stream)
                            .mapToInt(KernelStage::loops)
                            .max()
                            .orElse(0);
            result[number] = new DeviceStage(here, loops);
        }
        return result;
    }

    /**
     * Launches a loop for one tensor.
     *
     * @param phase the loop, counted from 1
     */
    protected abstract void launch(Section section, int phase, int tensor);

    /** Waits for what was launched, and makes the results of blocks readable. */
    protected abstract void awaitBlocks();

    /**
     * Copies the results of a tensor's blocks out.
     *
     * @param reduction the reduction's place in its section
     * @param results where they go; as many as the tensor has blocks
     */
    protected abstract void readBlocks(int tensor, int reduction, double[] results);

    private DeviceStage[] section(Section section) {
        DeviceStage[] stages = sections.get(section);
        if (stages == null) {
            throw new AssertionError(section);
        }
        return stages;
    }

    @Override
    public final boolean has(Section section) {
        return section(section).length > 0;
    }

    @Override
    public void run(Section section) {
        for (GroupMemory group : groups) {
            group.beginSection();
        }
        for (TensorMemory tensor : tensors) {
            tensor.beginSection();
        }
        for (DeviceStage stage : section(section)) {
            run(section, stage);
        }
    }

    private void run(Section section, DeviceStage stage) {
        for (int g = 0; g < groups.length; g++) {
            List<KernelStage> own = stage.stages().get(g);
            if (!own.isEmpty()) {
                own.get(0).groupScalars(groups[g]);
            }
        }
        for (int t = 0; t < tensors.length; t++) {
            List<KernelStage> own = stage.stages().get(groupOf[t]);
            if (!own.isEmpty()) {
                own.get(0).begin(tensors[t]);
            }
        }
        for (int round = 0; round < stage.loops(); round++) {
            round(section, stage, round);
        }
        for (int g = 0; g < groups.length; g++) {
            List<KernelStage> own = stage.stages().get(g);
            if (!own.isEmpty() && own.get(0).spansTensors()) {
                // All groups run the same kernel then, and all of them get the results.
                own.get(0).reduceOverTensors(groups, tensors, values);
                return;
            }
        }
    }

    private void round(Section section, DeviceStage stage, int round) {
        boolean reduces = false;
        for (int t = 0; t < tensors.length; t++) {
            List<KernelStage> own = stage.stages().get(groupOf[t]);
            if (!own.isEmpty() && round < own.get(0).loops() && tensors[t].length() > 0) {
                launch(section, own.get(0).phase(round), t);
                reduces |= own.get(0).reductions(round).length > 0;
            }
        }
        if (reduces) {
            awaitBlocks();
        }
        for (int t = 0; t < tensors.length; t++) {
            List<KernelStage> own = stage.stages().get(groupOf[t]);
            if (!own.isEmpty() && round < own.get(0).loops()) {
                readBlocks(own.get(0), round, t);
                own.get(0).endLoop(round, tensors[t]);
            }
        }
    }

    private void readBlocks(KernelStage stage, int round, int tensor) {
        Reduction[] reductions = stage.reductions(round);
        for (int r = 0; r < reductions.length && tensors[tensor].length() > 0; r++) {
            int number = stage.firstReduction(round) + r;
            readBlocks(tensor, number, tensors[tensor].blockResults(number));
        }
    }
}
