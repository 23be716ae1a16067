package dev.optweave.processor.reference;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Program.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An optimizer whose rule is interpreted: initializes states at the first step, chooses the
 * specialization, evaluates schedules, takes the gradient where the rule wants it.
 *
 * <p>Nothing is validated beyond names: whoever compares with this class knows what is legal.
 */
public final class ReferenceOptimizer {

    /** Tensors that share hyperparameters. */
    public record Group(Hyperparameters hyperparameters, List<ReferenceTensor> tensors) {
        public Group {
            tensors = List.copyOf(tensors);
        }
    }

    private final List<LoweredRule> specializations;
    private final List<Group> groups;
    private final List<ReferenceTensor> tensors;
    private final List<ReferenceGroup> states;
    private final Interpreter interpreter;
    private long steps;

    /**
     * An optimizer of one group.
     *
     * @throws IllegalArgumentException if a hyperparameter is set that the rule does not have
     */
    public ReferenceOptimizer(
            CompiledRule rule, Hyperparameters hyperparameters, List<ReferenceTensor> tensors) {
        this(rule.specializations(), List.of(new Group(hyperparameters, tensors)), tensors);
    }

    /**
     * An optimizer of several groups.
     *
     * @param order all tensors of all groups, in the order in which reductions over all tensors
     *     take them
     * @throws IllegalArgumentException if a hyperparameter is set that the rule does not have, or a
     *     tensor is in no group or in two
     */
    public ReferenceOptimizer(CompiledRule rule, List<Group> groups, List<ReferenceTensor> order) {
        this(rule.specializations(), groups, order);
    }

    /**
     * An optimizer of several groups that chooses among these forms of a rule.
     *
     * @param specializations the full one first
     * @param order all tensors of all groups, in the order in which reductions over all tensors
     *     take them
     * @throws IllegalArgumentException if a hyperparameter is set that the rule does not have, or a
     *     tensor is in no group or in two
     */
    public ReferenceOptimizer(
            List<LoweredRule> specializations, List<Group> groups, List<ReferenceTensor> order) {
        this.specializations = List.copyOf(specializations);
        this.groups = List.copyOf(groups);
        this.tensors = List.copyOf(order);
        groups.forEach(group -> requireKnown(group.hyperparameters()));
        boolean together = Interpreter.reducesOverAll(specializations.get(0));
        List<ReferenceGroup> runs = new ArrayList<>();
        for (Group group : groups) {
            LoweredRule lowered = specialization(together ? groups : List.of(group));
            runs.add(new ReferenceGroup(lowered, group.tensors(), Map.of()));
        }
        this.states = List.copyOf(runs);
        this.interpreter = new Interpreter(states, tensors);
    }

    /**
     * Sets the seed of the random numbers by which values are rounded as they are stored; 0 unless
     * it is set.
     */
    public void seed(long seed) {
        interpreter.seed(seed);
    }

    /**
     * One step with the gradients that the tensors hold.
     *
     * @throws IllegalStateException if the rule takes its gradient at another point
     */
    public void step() {
        if (section(Section.GRADIENT_POINT)) {
            throw new IllegalStateException(
                    "rule `"
                            + rule().name()
                            + "` takes its gradient at another point: step(closure)");
        }
        begin();
        initialize();
        interpreter.run(Section.UPDATE, steps);
    }

    /**
     * One step with a closure that sets the tensors' gradients for the values they hold. It runs at
     * the parameters, unless the rule wants the gradient at another point; it runs at both where
     * that point, or a state's first value, is computed from the gradient.
     */
    public void step(Runnable closure) {
        if (!section(Section.GRADIENT_POINT)) {
            closure.run();
            step();
            return;
        }
        begin();
        if (usesGradient(Section.GRADIENT_POINT) || usesGradient(Section.INITIALIZE)) {
            closure.run();
        }
        initialize();
        at(Section.GRADIENT_POINT, closure);
        interpreter.run(Section.UPDATE, steps);
    }

    /** Runs an action while the tensors hold the parameters to evaluate with. */
    public void evaluate(Runnable action) {
        if (steps == 0) {
            action.run();
        } else {
            at(Section.EVALUATION_POINT, action);
        }
    }

    /** The number of steps taken. */
    public long steps() {
        return steps;
    }

    /** The tensors, in order. */
    public List<ReferenceTensor> tensors() {
        return tensors;
    }

    /** What a group of parameters runs, and its states per step. */
    public ReferenceGroup group(int index) {
        return states.get(index);
    }

    private Rule rule() {
        return specializations.get(0).rule();
    }

    private void begin() {
        for (int i = 0; i < groups.size(); i++) {
            for (Rule.Hyperparameter declared : rule().hyperparameters()) {
                double value =
                        groups.get(i)
                                .hyperparameters()
                                .at(declared.name(), declared.defaultValue(), steps);
                states.get(i).hyperparameter(declared.name(), value);
            }
        }
        steps++;
    }

    private void initialize() {
        if (steps == 1) {
            interpreter.run(Section.INITIALIZE, steps);
        }
    }

    private void at(Section section, Runnable action) {
        Map<ReferenceTensor, ReferenceParameter.Copy> backup = new HashMap<>();
        tensors.forEach(tensor -> backup.put(tensor, tensor.copyOfParameter()));
        try {
            interpreter.run(section, steps);
            action.run();
        } finally {
            backup.forEach(ReferenceTensor::restore);
        }
    }

    /**
     * The specialization with the most hyperparameters absent that are off in all these groups, and
     * of these the first that reads nothing back that is not stored exactly.
     */
    private LoweredRule specialization(List<Group> together) {
        Predicate<String> off =
                name -> {
                    double value = rule().hyperparameter(name).orElseThrow().defaultValue();
                    return together.stream().allMatch(g -> g.hyperparameters().isOff(name, value));
                };
        List<LoweredRule> fitting =
                specializations.stream()
                        .filter(lowered -> lowered.absent().stream().allMatch(off))
                        .filter(lowered -> storesExactly(lowered, together))
                        .toList();
        int most =
                fitting.stream()
                        .map(lowered -> lowered.absent().size())
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return fitting.stream()
                .filter(lowered -> lowered.absent().size() == most)
                .findFirst()
                .orElseThrow();
    }

    /** Whether all tensors of these groups store exactly what the form reads back. */
    private boolean storesExactly(LoweredRule lowered, List<Group> together) {
        return together.stream()
                .flatMap(group -> group.tensors().stream())
                .allMatch(
                        tensor ->
                                lowered.exact().stream()
                                        .allMatch(v -> tensor.storesExactly(v, rule())));
    }

    private boolean section(Section section) {
        return specializations.get(0).section(section).isPresent();
    }

    private boolean usesGradient(Section section) {
        return specializations.get(0).readsGradient(section);
    }

    private void requireKnown(Hyperparameters hyperparameters) {
        for (String name : hyperparameters.names()) {
            if (rule().hyperparameter(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "rule `"
                                + rule().name()
                                + "` has no hyperparameter `"
                                + name
                                + "`; it has "
                                + rule().hyperparameters().stream()
                                        .map(Rule.Hyperparameter::name)
                                        .toList());
            }
        }
    }
}
