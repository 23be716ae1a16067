package dev.optweave.runtime;

import static dev.optweave.State.Rounding.NEAREST;

import dev.optweave.State.Storage;
import dev.optweave.runtime.OptimizerState.Extras;
import dev.optweave.runtime.OptimizerState.GroupState;
import dev.optweave.runtime.OptimizerState.Header;
import dev.optweave.runtime.OptimizerState.Layout;
import dev.optweave.runtime.OptimizerState.Scaling;
import dev.optweave.runtime.OptimizerState.StateName;
import dev.optweave.runtime.OptimizerState.TensorState;
import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.Stepper;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.internal.storage.Bfloat16Stream;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies the memory of an optimizer out, and, once all has been checked, in. */
final class Snapshots {

    private final RuleDescriptor rule;
    private final List<ParameterGroup> groups;
    private final List<Layout> layouts;
    private final List<GroupMemory> groupMemory;
    private final List<TensorMemory> tensorMemory;

    Snapshots(
            RuleDescriptor rule,
            Parameters parameters,
            List<ParameterGroup> groups,
            List<GroupMemory> groupMemory,
            List<TensorMemory> tensorMemory) {
        this.rule = rule;
        this.groups = groups;
        this.groupMemory = groupMemory;
        this.tensorMemory = tensorMemory;
        this.layouts = new ArrayList<>();
        for (int i = 0; i < tensorMemory.size(); i++) {
            int group = groupMemory.indexOf(tensorMemory.get(i).group());
            layouts.add(Layout.of(parameters.tensors().get(i), group));
        }
    }

    OptimizerState save(Stepper stepper) {
        stepper.execution().readStates();
        Header header =
                new Header(
                        rule.name(),
                        stepper.steps(),
                        stepper.isInitialized(),
                        stepper.accumulated(),
                        new Scaling(stepper.lossScale(), stepper.skippedSteps()));
        List<GroupState> groupStates = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            groupStates.add(save(groups.get(g).name(), groupMemory.get(g)));
        }
        List<TensorState> tensorStates = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            tensorStates.add(save(layouts.get(i), tensorMemory.get(i), header));
        }
        return new OptimizerState(header, names(), groupStates, tensorStates);
    }

    private List<StateName> names() {
        return rule.states().stream().map(s -> new StateName(s.name(), s.shape())).toList();
    }

    private GroupState save(String name, GroupMemory memory) {
        int count = rule.states().size();
        boolean[] present = new boolean[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            present[i] = memory.hasState(i);
            values[i] = memory.state(i);
        }
        return new GroupState(name, present, values);
    }

    private TensorState save(Layout layout, TensorMemory memory, Header header) {
        List<Stream> elements = new ArrayList<>();
        double[] values = new double[rule.states().size()];
        for (int i = 0; i < values.length; i++) {
            elements.add(memory.stream(i).copy());
            values[i] = memory.state(i);
        }
        Stream none = Format.FLOAT32.allocate(0, NEAREST);
        Extras extras =
                new Extras(
                        header.accumulated() > 0 ? memory.sum().copy() : none,
                        header.steps() > 0 ? memory.average().copy() : none,
                        (short[]) memory.companion().copy().arrays().get(0));
        return new TensorState(layout, elements, values, extras);
    }

    /** Checks everything, then copies in. */
    void restore(OptimizerState state, Stepper stepper) {
        stepper.execution().readStates();
        check(state);
        Header header = state.header();
        if (header.accumulated() >= stepper.gradientsPerUpdate()) {
            throw refused(
                    "it holds "
                            + header.accumulated()
                            + " accumulated gradients, but this"
                            + " optimizer updates with every "
                            + stepper.gradientsPerUpdate());
        }
        if (header.accumulated() > 0 && state.lossScale() != stepper.lossScale()) {
            throw refused(
                    "it holds gradients accumulated with loss scale "
                            + state.lossScale()
                            + ", but this optimizer's is "
                            + stepper.lossScale()
                            + "; call lossScale("
                            + state.lossScale()
                            + ") before");
        }
        stepper.resume(
                header.steps(), state.skippedSteps(), header.initialized(), header.accumulated());
        for (int g = 0; g < groupMemory.size(); g++) {
            for (int i = 0; i < rule.states().size(); i++) {
                groupMemory.get(g).restoreState(i, state.groups().get(g).values()[i]);
            }
        }
        for (int t = 0; t < tensorMemory.size(); t++) {
            restore(state.tensors().get(t), tensorMemory.get(t));
        }
        stepper.execution().writeStates();
    }

    private void restore(TensorState saved, TensorMemory memory) {
        for (int i = 0; i < rule.states().size(); i++) {
            memory.restoreState(i, saved.values()[i]);
            copy(saved.elements().get(i), memory.stream(i));
        }
        Extras extras = saved.extras();
        copy(extras.sum(), memory.sum());
        copy(extras.average(), memory.average());
        memory.companion().copyFrom(new Bfloat16Stream(extras.companion(), NEAREST));
    }

    /** Copies what was saved; nothing, be it of whatever format, leaves the other as it is. */
    private static void copy(Stream saved, Stream here) {
        if (saved.length() > 0) {
            here.copyFrom(saved);
        }
    }

    private void check(OptimizerState state) {
        if (!state.ruleName().equals(rule.name())) {
            throw refused("it is of rule " + state.ruleName());
        }
        if (!state.states().equals(names())) {
            throw refused(
                    "its states are "
                            + describe(state.states())
                            + "; this rule's are "
                            + describe(names()));
        }
        List<String> savedGroups = state.groups().stream().map(GroupState::name).toList();
        List<String> ownGroups = groups.stream().map(ParameterGroup::name).toList();
        if (!savedGroups.equals(ownGroups)) {
            throw refused("its groups are " + savedGroups + "; this optimizer's are " + ownGroups);
        }
        List<Layout> saved = state.tensors().stream().map(TensorState::layout).toList();
        if (saved.size() != layouts.size()) {
            throw refused(
                    "it has " + saved.size() + " tensors; this optimizer has " + layouts.size());
        }
        for (int i = 0; i < layouts.size(); i++) {
            checkTensor(saved.get(i), layouts.get(i), ownGroups);
        }
        for (int g = 0; g < groups.size(); g++) {
            checkPresent(state.groups().get(g), groupMemory.get(g));
        }
        for (int i = 0; i < layouts.size(); i++) {
            checkLengths(state.tensors().get(i), tensorMemory.get(i), state.header());
        }
    }

    private void checkTensor(Layout saved, Layout own, List<String> groupNames) {
        if (!saved.toString().equals(own.toString())) {
            throw refused("it has tensor " + saved + " where this optimizer has " + own);
        }
        if (saved.group() != own.group()) {
            throw refused(
                    "tensor `"
                            + own.name()
                            + "` is not in group `"
                            + groupNames.get(own.group())
                            + "` there");
        }
    }

    private void checkPresent(GroupState saved, GroupMemory memory) {
        for (int i = 0; i < rule.states().size(); i++) {
            if (saved.present()[i] != memory.hasState(i)) {
                StateDescriptor state = rule.states().get(i);
                throw refused(
                        "state `"
                                + state.name()
                                + "` of group `"
                                + saved.name()
                                + "` is "
                                + (saved.present()[i] ? "there" : "missing")
                                + ", but the hyperparameters of this optimizer make it "
                                + (saved.present()[i] ? "unnecessary" : "necessary"));
            }
        }
    }

    private void checkLengths(TensorState saved, TensorMemory memory, Header header) {
        for (int i = 0; i < rule.states().size(); i++) {
            boolean here = memory.hasElements(i);
            Stream elements = saved.elements().get(i);
            if (here && elements.format() != memory.format(i)) {
                throw refused(
                        "state `"
                                + rule.states().get(i).name()
                                + "` of tensor `"
                                + memory.name()
                                + "` is stored as "
                                + described(elements.format(), memory.isDouble())
                                + " there, as "
                                + described(memory.format(i), memory.isDouble())
                                + " here; build the optimizer with the storage it was saved with");
            }
            if (elements.length() != (here ? memory.length() : 0)) {
                throw refused(
                        "state `"
                                + rule.states().get(i).name()
                                + "` of tensor `"
                                + memory.name()
                                + "` has another length");
            }
        }
        checkExtras(saved.extras(), memory, header);
    }

    /** What a format is called where storages are chosen. */
    private static String described(Format format, boolean isDouble) {
        if (format != Format.of(Storage.SAME, isDouble)) {
            return format.toString();
        }
        return isDouble ? "SAME (double)" : "SAME (float)";
    }

    private void checkExtras(Extras saved, TensorMemory memory, Header header) {
        if (saved.companion().length != memory.companion().length()) {
            throw refused(
                    "tensor `"
                            + memory.name()
                            + "` has "
                            + saved.companion().length
                            + " companions of its parameters there, "
                            + memory.companion().length()
                            + " here; build the optimizer "
                            + (memory.companion().length() == 0 ? "with" : "without")
                            + " kahan(), as it was saved");
        }
        Stream average = memory.average();
        if (header.steps() > 0
                && (saved.average().length() != average.length()
                        || average.length() > 0 && saved.average().format() != average.format())) {
            throw refused(
                    "tensor `"
                            + memory.name()
                            + "` has "
                            + saved.average().length()
                            + " averages of its parameters there, "
                            + average.length()
                            + " here; build the optimizer "
                            + (average.length() == 0 ? "with" : "without")
                            + " parameterEma, as it was saved");
        }
        boolean hasSum = header.accumulated() > 0;
        if (saved.sum().length() != (hasSum ? memory.length() : 0)
                || hasSum && saved.sum().format() != memory.sum().format()) {
            throw refused(
                    "the gradients of tensor `" + memory.name() + "` have another length or type");
        }
    }

    private static String describe(List<StateName> names) {
        return Arrays.toString(names.stream().map(StateName::name).toArray());
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                rule.name() + ": the saved state does not fit: " + why + "; nothing was changed");
    }
}
