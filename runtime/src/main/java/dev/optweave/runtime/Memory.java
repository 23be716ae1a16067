package dev.optweave.runtime;

import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.Hyperparameters;
import dev.optweave.runtime.internal.KernelChoice;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.internal.TensorMemory.Elements;
import dev.optweave.runtime.internal.storage.Companions;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups of an optimizer, and what each of them and of its tensors keeps.
 *
 * @param groups {@link ParameterGroup#DEFAULT} first
 * @param ofGroups one for each group
 * @param ofTensors one for each of the parameters
 */
record Memory(
        List<ParameterGroup> groups, List<GroupMemory> ofGroups, List<TensorMemory> ofTensors) {

    /**
     * Puts tensors into groups and chooses each group's kernel.
     *
     * @throws IllegalArgumentException if a group matches no tensor, or the first value of a
     *     schedule is out of its hyperparameter's range, or the storage of parameters of brain
     *     floats is chosen where there are none
     */
    static Memory of(RuleDescriptor rule, Plan plan, Parameters parameters) {
        int[] groupOf = Grouping.assign(rule.name(), plan.groups(), parameters);
        List<ParameterGroup> groups = Grouping.groups(plan.groups(), groupOf, parameters);
        List<GroupMemory> ofGroups = ofGroups(rule, plan, groups, parameters.elements());
        List<TensorMemory> ofTensors = new ArrayList<>();
        Companions companions = new Companions();
        for (int i = 0; i < parameters.size(); i++) {
            GroupMemory group = ofGroups.get(groupOf[i]);
            Tensor tensor = parameters.tensors().get(i);
            Elements elements = tensor.elements(i, group.storage(), companions);
            ofTensors.add(new TensorMemory(rule, group, elements));
        }
        return new Memory(groups, ofGroups, ofTensors);
    }

    private static List<GroupMemory> ofGroups(
            RuleDescriptor rule, Plan plan, List<ParameterGroup> groups, long elements) {
        List<Settings> settings = new ArrayList<>();
        settings.add(plan.settings());
        plan.groups().forEach(group -> settings.add(group.settings().over(plan.settings())));
        Storages storages = Storages.of(plan, groups, settings);
        List<KernelChoice.Group> choices = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String owner = groups.size() > 1 ? groups.get(i).name() : "";
            choices.add(
                    new KernelChoice.Group(
                            hyperparameters(rule, owner, settings.get(i)), storages.exact(i)));
        }
        List<RuleKernel> kernels = KernelChoice.choose(rule, choices);
        List<GroupMemory> memory = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            memory.add(
                    new GroupMemory(
                            rule,
                            kernels.get(i),
                            choices.get(i).hyperparameters(),
                            storages.of(i),
                            elements));
        }
        return memory;
    }

    private static Hyperparameters hyperparameters(
            RuleDescriptor rule, String owner, Settings settings) {
        return new Hyperparameters(rule, owner, settings.constants(), settings.schedules());
    }
}
