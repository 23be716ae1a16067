package dev.optweave.runtime;

import dev.optweave.runtime.internal.Names;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.HyperparameterDescriptor;
import dev.optweave.runtime.schedule.Schedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The hyperparameters and storages that a builder or one of its groups was given; the others are
 * inherited.
 */
final class Settings {

    private final RuleDescriptor rule;
    private final StorageSettings storage;
    private final Map<Integer, Double> constants = new HashMap<>();
    private final Map<Integer, Schedule> schedules = new HashMap<>();

    Settings(RuleDescriptor rule) {
        this(rule, new StorageSettings(rule));
    }

    private Settings(RuleDescriptor rule, StorageSettings storage) {
        this.rule = rule;
        this.storage = storage;
    }

    /** What states and parameters lie in. */
    StorageSettings storage() {
        return storage;
    }

    Settings copy() {
        Settings copy = new Settings(rule, storage.copy());
        copy.constants.putAll(constants);
        copy.schedules.putAll(schedules);
        return copy;
    }

    void set(int index, double value) {
        HyperparameterDescriptor descriptor = rule.hyperparameters().get(index);
        if (!descriptor.range().contains(value)) {
            throw new IllegalArgumentException(
                    rule.name()
                            + ": hyperparameter `"
                            + descriptor.name()
                            + "` is "
                            + value
                            + "; allowed: "
                            + descriptor.range());
        }
        constants.put(index, value);
        schedules.remove(index);
    }

    void set(int index, Schedule schedule) {
        Objects.requireNonNull(
                schedule,
                () ->
                        rule.name()
                                + ": the schedule of hyperparameter `"
                                + rule.hyperparameters().get(index).name()
                                + "` is null");
        schedules.put(index, schedule);
        constants.remove(index);
    }

    /** These settings, and where there is none, the outer ones. */
    Settings over(Settings outer) {
        Settings all = new Settings(rule, storage.over(outer.storage));
        all.constants.putAll(outer.constants);
        all.schedules.putAll(outer.schedules);
        constants.forEach(all::set);
        schedules.forEach(all::set);
        return all;
    }

    double[] constants() {
        double[] values = new double[rule.hyperparameters().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = constants.getOrDefault(i, rule.hyperparameters().get(i).defaultValue());
        }
        return values;
    }

    Map<Integer, Schedule> schedules() {
        return Map.copyOf(schedules);
    }

    static int index(RuleDescriptor rule, String name) {
        OptionalInt index = find(rule, name);
        return index.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                rule.name()
                                        + ": "
                                        + Names.unknown(
                                                "hyperparameter",
                                                name,
                                                rule.hyperparameters().stream()
                                                        .map(HyperparameterDescriptor::name)
                                                        .toList())));
    }

    private static OptionalInt find(RuleDescriptor rule, String name) {
        for (int i = 0; i < rule.hyperparameters().size(); i++) {
            if (rule.hyperparameters().get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
