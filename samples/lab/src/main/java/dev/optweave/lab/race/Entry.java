package dev.optweave.lab.race;

import dev.optweave.lab.execution.Running;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A rule that takes part in a race.
 *
 * @param label what tables and charts call it; unique in its race
 * @param values the hyperparameters that are set, in the order of their declaration; all others
 *     have the rule's defaults
 * @param storage what its states, and parameters, lie in
 */
public record Entry(String label, LabRule rule, Map<String, Double> values, StorageChoice storage) {

    /**
     * Sets the hyperparameters.
     *
     * @throws UserException if the rule has no such hyperparameter or a value is out of its range
     */
    public Entry {
        rule.builder(values);
        Map<String, Double> ordered = new LinkedHashMap<>();
        for (Hyperparameter hyperparameter : rule.rule().hyperparameters()) {
            if (values.containsKey(hyperparameter.name())) {
                ordered.put(hyperparameter.name(), values.get(hyperparameter.name()));
            }
        }
        values = Collections.unmodifiableMap(ordered);
    }

    /** The same rule in another storage, after which it is called. */
    public Entry in(StorageChoice choice) {
        return new Entry(choice.toString(), rule, values, choice);
    }

    /** The same rule in another storage. */
    public Entry with(StorageChoice choice) {
        return new Entry(label, rule, values, choice);
    }

    /** The learning rate a race starts with, if the rule has one. */
    public OptionalDouble learningRate() {
        return rule.rule().hyperparameters().stream()
                .filter(h -> rule.learningRate().filter(h.name()::equals).isPresent())
                .mapToDouble(h -> values.getOrDefault(h.name(), h.defaultValue()))
                .findFirst();
    }

    /**
     * Builds the optimizer.
     *
     * @param steps how many steps the race has, for schedules
     * @throws UserException if it cannot run where it should
     */
    Running build(List<Tensor> tensors, RaceSettings settings, long steps) {
        OptimizerBuilder<?, ?> builder = rule.builder(values);
        if (settings.annealing() != Annealing.CONSTANT && learningRate().isPresent()) {
            builder.set(
                    rule.learningRate().orElseThrow(),
                    settings.annealing().schedule(learningRate().getAsDouble(), steps));
        }
        storage.applyTo(builder);
        return settings.execution().build(builder, tensors);
    }
}
