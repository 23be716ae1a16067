package dev.optweave.conformance.differential;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one group of tensors is stored, where it is not as the rule declares.
 *
 * @param states the states per element that have a storage of their own, by name
 */
record Storing(Map<String, Stored> states, Parameter parameter) {

    /** Everything as the rule declares it. */
    static final Storing AS_DECLARED = new Storing(Map.of(), Parameter.UNSAID);

    Storing {
        states = new TreeMap<>(states);
    }

    /** How a state is stored. */
    record Stored(Storage storage, Rounding rounding) {

        static final Stored SAME = new Stored(Storage.SAME, Rounding.NEAREST);

        /** Whether storage may differ in value from what was computed. */
        static boolean rounds(Storage storage) {
            return storage != Storage.SAME && storage != Storage.FLOAT32;
        }

        @Override
        public String toString() {
            return storage + " " + rounding;
        }
    }

    /** How parameters of brain floats are stored. */
    enum Parameter {
        /** Nothing is said: rounded to nearest. */
        UNSAID,
        NEAREST,
        STOCHASTIC,
        KAHAN
    }

    Storing with(String state, Stored stored) {
        Map<String, Stored> changed = new TreeMap<>(states);
        changed.put(state, stored);
        return new Storing(changed, parameter);
    }

    Storing without(String state) {
        Map<String, Stored> changed = new TreeMap<>(states);
        changed.remove(state);
        return new Storing(changed, parameter);
    }

    /** This, and where it says nothing, what the outer one says. */
    Storing over(Storing outer) {
        Map<String, Stored> merged = new TreeMap<>(outer.states);
        merged.putAll(states);
        return new Storing(merged, parameter == Parameter.UNSAID ? outer.parameter : parameter);
    }

    Storing with(Parameter other) {
        return new Storing(states, other);
    }
}
