package dev.optweave.runtime;

import dev.optweave.runtime.internal.storage.GroupStorage;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import java.util.List;
import java.util.function.IntPredicate;

/** What the values of each group lie in. */
final class Storages {

    private final List<ParameterGroup> groups;
    private final List<GroupStorage> storages;

    private Storages(List<ParameterGroup> groups, List<GroupStorage> storages) {
        this.groups = groups;
        this.storages = storages;
    }

    /**
     * Finds out what was chosen.
     *
     * @param settings those of each group, with what it inherits
     * @throws IllegalArgumentException if the storage of parameters of brain floats is chosen where
     *     there are none
     */
    static Storages of(Plan plan, List<ParameterGroup> groups, List<Settings> settings) {
        List<Tensor> all = groups.stream().flatMap(group -> group.tensors().stream()).toList();
        plan.settings().storage().checkAgainst(all, "the parameters have");
        for (int i = 1; i < groups.size(); i++) {
            ParameterGroup group = groups.get(i);
            StorageSettings own = plan.groups().get(i - 1).settings().storage();
            own.checkAgainst(group.tensors(), "group `" + group.name() + "` has");
        }
        return new Storages(groups, settings.stream().map(s -> s.storage().resolved()).toList());
    }

    /** A group's storage. */
    GroupStorage of(int group) {
        return storages.get(group);
    }

    /** Whether a stream of every tensor of a group lies in memory as it is computed. */
    IntPredicate exact(int group) {
        List<Tensor> tensors = groups.get(group).tensors();
        GroupStorage storage = storages.get(group);
        return stream ->
                stream == Loop.PARAMETER
                        ? tensors.stream().noneMatch(Tensor::isBFloat16)
                        : tensors.stream()
                                .allMatch(t -> storage.states().get(stream).isExact(t.isDouble()));
    }
}
