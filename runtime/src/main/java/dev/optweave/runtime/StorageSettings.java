package dev.optweave.runtime;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.runtime.internal.Names;
import dev.optweave.runtime.internal.storage.GroupStorage;
import dev.optweave.runtime.internal.storage.ParameterStorage;
import dev.optweave.runtime.internal.storage.StateStorage;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The storage that a builder or one of its groups was given; the rest is inherited. */
final class StorageSettings {

    private final RuleDescriptor rule;
    private final Map<Integer, StateStorage> byState = new HashMap<>();
    private @Nullable StateStorage all;
    private @Nullable Rounding parameterRounding;
    private boolean kahan;

    StorageSettings(RuleDescriptor rule) {
        this.rule = rule;
    }

    StorageSettings copy() {
        StorageSettings copy = new StorageSettings(rule);
        copy.byState.putAll(byState);
        copy.all = all;
        copy.parameterRounding = parameterRounding;
        copy.kahan = kahan;
        return copy;
    }

    void set(Storage storage, Rounding rounding) {
        all = checked(storage, rounding);
    }

    void set(String name, Storage storage, Rounding rounding) {
        StateStorage chosen = checked(storage, rounding);
        int index = index(name);
        StateDescriptor state = rule.states().get(index);
        if (state.shape() != Shape.ELEMENT) {
            throw new IllegalArgumentException(
                    rule.name()
                            + ": state `"
                            + name
                            + "` has one value per "
                            + (state.shape() == Shape.TENSOR ? "tensor" : "group")
                            + ", which is always a double; storage can be chosen for states per"
                            + " element: "
                            + elementStates());
        }
        byState.put(index, chosen);
    }

    void setParameterRounding(Rounding rounding) {
        Objects.requireNonNull(rounding, "rounding");
        if (kahan && rounding == Rounding.STOCHASTIC) {
            throw bothKahanAndStochastic();
        }
        parameterRounding = rounding;
    }

    void setKahan() {
        if (parameterRounding == Rounding.STOCHASTIC) {
            throw bothKahanAndStochastic();
        }
        kahan = true;
    }

    private IllegalArgumentException bothKahanAndStochastic() {
        return new IllegalArgumentException(
                rule.name()
                        + ": kahan() and parameterRounding(STOCHASTIC) exclude each other: with a"
                        + " companion nothing is left to chance; choose one");
    }

    private StateStorage checked(Storage storage, Rounding rounding) {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(rounding, "rounding");
        boolean narrow = storage != Storage.SAME && storage != Storage.FLOAT32;
        if (rounding == Rounding.STOCHASTIC && !narrow) {
            throw new IllegalArgumentException(
                    rule.name()
                            + ": storage "
                            + storage
                            + " is never rounded at random; STOCHASTIC goes with BFLOAT16, FLOAT16"
                            + " and INT8_BLOCK");
        }
        return new StateStorage(storage, rounding);
    }

    private int index(String name) {
        Objects.requireNonNull(name, "state");
        for (int i = 0; i < rule.states().size(); i++) {
            if (rule.states().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                rule.name() + ": " + Names.unknown("state", name, elementStates()));
    }

    private List<String> elementStates() {
        return rule.states().stream()
                .filter(state -> state.shape() == Shape.ELEMENT)
                .map(StateDescriptor::name)
                .toList();
    }

    /** These settings, and where there is none, the outer ones. */
    StorageSettings over(StorageSettings outer) {
        StorageSettings merged = copy();
        if (all == null) {
            merged.all = outer.all;
            outer.byState.forEach(merged.byState::putIfAbsent);
        }
        if (!choosesParameters()) {
            merged.parameterRounding = outer.parameterRounding;
            merged.kahan = outer.kahan;
        }
        return merged;
    }

    /** Whether it is said here how parameters of brain floats are stored. */
    boolean choosesParameters() {
        return kahan || parameterRounding != null;
    }

    /** What was chosen; where nothing was, what the rule declares. */
    GroupStorage resolved() {
        List<StateStorage> states = new ArrayList<>();
        for (int i = 0; i < rule.states().size(); i++) {
            StateStorage chosen = byState.get(i);
            if (chosen == null) {
                chosen = all;
            }
            StateDescriptor state = rule.states().get(i);
            boolean choice = state.shape() == Shape.ELEMENT && chosen != null;
            states.add(choice ? chosen : new StateStorage(state.storage(), state.rounding()));
        }
        ParameterStorage parameter =
                kahan
                        ? ParameterStorage.KAHAN
                        : parameterRounding == Rounding.STOCHASTIC
                                ? ParameterStorage.STOCHASTIC
                                : ParameterStorage.NEAREST;
        return new GroupStorage(states, parameter);
    }

    /**
     * Refuses what is said of parameters of brain floats where there are none.
     *
     * @param where which tensors they are, for the message
     */
    void checkAgainst(List<Tensor> tensors, String where) {
        if (choosesParameters() && tensors.stream().noneMatch(Tensor::isBFloat16)) {
            throw new IllegalArgumentException(
                    rule.name()
                            + ": "
                            + (kahan ? "kahan()" : "parameterRounding(" + parameterRounding + ")")
                            + " is for parameters of brain floats, made by Tensor.ofBFloat16; "
                            + where
                            + " none: "
                            + tensors);
        }
    }
}
