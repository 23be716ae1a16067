package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.reference.Hyperparameters;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;

/** What one group of tensors is optimized with: hyperparameters by name, and storage. */
record Settings(Map<String, Setting> settings, Storing storing) {

    Settings {
        settings = new TreeMap<>(settings);
    }

    /** How a value changes from step to step. */
    enum Course {
        CONSTANT,
        /** A schedule that starts at the value and falls. */
        FALLING,
        /** A schedule that starts at zero and rises. */
        RISING
    }

    /** One hyperparameter. */
    record Setting(double value, Course course) {

        boolean isConstant() {
            return course == Course.CONSTANT;
        }

        /** Whether the hyperparameter is switched off. */
        boolean isZero() {
            return isConstant() && value == 0;
        }

        /** The value at a step, counted from 0. */
        double at(long step) {
            return switch (course) {
                case CONSTANT -> value;
                case FALLING -> value * (1 - 0.125 * step);
                case RISING -> value * 0.25 * step;
            };
        }

        /** Whether the value is legal at each of the first steps. */
        boolean isLegal(Rule.Range range, int steps) {
            for (int step = 0; step < steps; step++) {
                if (!range.contains(at(step))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return switch (course) {
                case CONSTANT -> Double.toString(value);
                case FALLING -> "step -> " + value + " * (1 - 0.125 * step)";
                case RISING -> "step -> " + value + " * 0.25 * step";
            };
        }
    }

    /** These settings with another one of that name. */
    Settings with(String name, Setting setting) {
        Map<String, Setting> changed = new TreeMap<>(settings);
        changed.put(name, setting);
        return new Settings(changed, storing);
    }

    /** These settings with other storage. */
    Settings with(Storing other) {
        return new Settings(settings, other);
    }

    Setting of(String name) {
        return settings.get(name);
    }

    /** Those that a rule has, for the interpreter. */
    Hyperparameters of(Rule rule) {
        Hyperparameters values = Hyperparameters.defaults();
        for (Rule.Hyperparameter declared : rule.hyperparameters()) {
            Setting setting = settings.get(declared.name());
            if (setting != null) {
                LongToDoubleFunction schedule = setting::at;
                values =
                        setting.isConstant()
                                ? values.with(declared.name(), setting.value())
                                : values.with(declared.name(), schedule);
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return storing.equals(Storing.AS_DECLARED)
                ? settings.toString()
                : settings + " stored as " + storing;
    }
}
