package dev.optweave.processor.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongToDoubleFunction;

/**
 * Values of hyperparameters: numbers, or schedules from the number of steps taken (0 at the first
 * step) to a number. What is not set has the rule's default.
 */
public record Hyperparameters(
        Map<String, Double> values, Map<String, LongToDoubleFunction> schedules) {

    public Hyperparameters {
        values = Map.copyOf(values);
        schedules = Map.copyOf(schedules);
    }

    /** The rule's defaults. */
    public static Hyperparameters defaults() {
        return new Hyperparameters(Map.of(), Map.of());
    }

    /** Numbers for some hyperparameters, by name. */
    public static Hyperparameters of(Map<String, Double> values) {
        return new Hyperparameters(values, Map.of());
    }

    /** These, and one number more. */
    public Hyperparameters with(String name, double value) {
        Map<String, Double> changed = new HashMap<>(values);
        changed.put(name, value);
        return new Hyperparameters(changed, schedules);
    }

    /** These, and one schedule more; it takes precedence over a number of the same name. */
    public Hyperparameters with(String name, LongToDoubleFunction schedule) {
        Map<String, LongToDoubleFunction> changed = new HashMap<>(schedules);
        changed.put(name, schedule);
        return new Hyperparameters(values, changed);
    }

    /** The names that are set. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(values.keySet());
        names.addAll(schedules.keySet());
        return names;
    }

    double at(String name, double defaultValue, long stepsTaken) {
        LongToDoubleFunction schedule = schedules.get(name);
        return schedule != null
                ? schedule.applyAsDouble(stepsTaken)
                : values.getOrDefault(name, defaultValue);
    }

    /** Whether the hyperparameter is zero for good: zero, and not scheduled. */
    boolean isOff(String name, double defaultValue) {
        return !schedules.containsKey(name) && values.getOrDefault(name, defaultValue) == 0;
    }
}
