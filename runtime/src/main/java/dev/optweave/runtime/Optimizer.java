package dev.optweave.runtime;

import dev.optweave.Slot;
import dev.optweave.State.Storage;
import dev.optweave.runtime.internal.AverageSlot;
import dev.optweave.runtime.internal.Execution;
import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.JavaExecution;
import dev.optweave.runtime.internal.Names;
import dev.optweave.runtime.internal.Placement;
import dev.optweave.runtime.internal.StateSlot;
import dev.optweave.runtime.internal.Stepper;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.internal.storage.StateStorage;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.HyperparameterDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Changes parameters step by step along their gradients. Subclasses are generated from rules.
 *
 * <p>A step reads the gradients, updates the states and writes the parameters, in place. It
 * allocates nothing. If it throws, then before anything has changed: neither parameters, states nor
 * the step number are different. The result is the same, bit for bit, for any number of threads.
 *
 * <p>An optimizer may be used by one thread at a time; different optimizers may step at the same
 * time. A long step is shared with other threads, daemons that belong to the process and serve all
 * optimizers: those that are idle when it begins, the calling thread doing what is left. An
 * optimizer needs closing only if its parameters lie on a device, where its states take memory that
 * Java does not collect.
 */
public abstract class Optimizer implements AutoCloseable {

    private final RuleDescriptor rule;
    private final Parameters parameters;
    private final List<ParameterGroup> groups;
    private final List<GroupMemory> groupMemory;
    private final List<TensorMemory> tensorMemory;
    private final List<StateSlot> slots;
    private final Stepper stepper;
    private final Snapshots snapshots;

    /**
     * For generated subclasses.
     *
     * @throws IllegalArgumentException if a group matches no tensor, or the first value of a
     *     schedule is out of its hyperparameter's range, or the storage of parameters of brain
     *     floats is chosen where there are none, or parameters are averaged that the rule has
     *     evaluated at a point of its own
     * @throws IllegalStateException if the backend is {@link Backend#VECTOR} and that is impossible
     */
    protected Optimizer(
            RuleDescriptor rule, OptimizerBuilder<?, ?> builder, Parameters parameters) {
        this.rule = rule;
        this.parameters = Objects.requireNonNull(parameters, "parameters");
        Plan plan = builder.plan();
        Memory memory = Memory.of(rule, plan, parameters);
        this.groups = memory.groups();
        this.groupMemory = memory.ofGroups();
        this.tensorMemory = memory.ofTensors();
        Execution execution = execution(plan);
        this.slots = new ArrayList<>();
        for (StateDescriptor state : rule.states()) {
            slots.add(new StateSlot(state, slots.size(), groupMemory, tensorMemory, execution));
        }
        this.stepper = stepper(plan, execution);
        this.snapshots = new Snapshots(rule, parameters, groups, groupMemory, tensorMemory);
    }

    private Execution execution(Plan plan) {
        if (parameters instanceof Placement placement) {
            if (plan.backend() == Backend.VECTOR) {
                throw new IllegalStateException(
                        rule.name()
                                + ": the backend VECTOR runs loops in Java, but these parameters"
                                + " lie on a device; choose no backend");
            }
            return placement.execution(rule, groupMemory, tensorMemory, plan.execution());
        }
        boolean vectors = Backends.vectors(rule, plan.backend(), groupMemory, tensorMemory);
        return new JavaExecution(
                rule,
                groupMemory,
                tensorMemory,
                plan.execution()
                        .withVectors(vectors, plan.backend() == Backend.VECTOR)
                        .withScaledTensors(plan.step().gradients().clipsNorm()));
    }

    private Stepper stepper(Plan plan, Execution execution) {
        try {
            return new Stepper(rule, groupMemory, tensorMemory, plan.step(), execution);
        } catch (RuntimeException | Error e) {
            execution.close();
            throw e;
        }
    }

    /**
     * Takes a step with the gradients that lie in the parameters' gradient arrays.
     *
     * @throws IllegalStateException if the rule takes its gradient at another point and so needs
     *     {@link #step(DoubleSupplier)}, the optimizer is closed, a view of the evaluation point is
     *     open, or a step is under way
     * @throws IllegalArgumentException if a schedule's value is out of its hyperparameter's range
     * @throws ArithmeticException if gradients are clipped by norm and a norm is not finite
     */
    public final void step() {
        if (stepper.shiftsGradient()) {
            throw new IllegalStateException(
                    rule.name()
                            + " takes its gradient at another point than the parameters: call"
                            + " step(closure) with a closure that computes loss and gradients");
        }
        stepper.step(null);
    }

    /**
     * Takes a step with the gradients that the closure computes. Works for every rule; one that
     * takes its gradient at another point moves the parameters there, calls the closure and moves
     * them back. A rule whose point depends on the gradient calls the closure twice, at the
     * parameters first.
     *
     * @param closure fills the gradient arrays for the parameters as it finds them and returns the
     *     loss; it must not call this optimizer. What it throws is thrown on, with parameters,
     *     states and step number as they were
     * @return the loss that the closure returned when it was called first
     * @throws IllegalStateException if the optimizer is closed, a view of the evaluation point is
     *     open, or a step is under way
     * @throws IllegalArgumentException if a schedule's value is out of its hyperparameter's range
     * @throws ArithmeticException if gradients are clipped by norm and a norm is not finite
     */
    public final double step(DoubleSupplier closure) {
        return stepper.step(Objects.requireNonNull(closure, "closure"));
    }

    /** How many updates have been done. Calls that only accumulated gradients do not count. */
    public final long steps() {
        return stepper.steps();
    }

    /**
     * How many updates were skipped because their gradients were not finite ({@link
     * OptimizerBuilder#skipNonFinite}), in the training that a restored state is from too.
     *
     * <pre>{@code
     * long skipped = optimizer.skippedSteps();
     * optimizer.step();
     * if (optimizer.skippedSteps() > skipped) {
     *     optimizer.lossScale(optimizer.lossScale() / 2);
     * }
     * }</pre>
     */
    public final long skippedSteps() {
        return stepper.skippedSteps();
    }

    /** What gradients are divided by; losses have to be multiplied by it. */
    public final double lossScale() {
        return stepper.lossScale();
    }

    /**
     * Changes what gradients are divided by from the next step on.
     *
     * @throws IllegalArgumentException if the scale is not in [2^-100, 2^100]
     * @throws IllegalStateException if a step is under way, or gradients have been accumulated for
     *     the next update with another scale
     */
    public final void lossScale(double scale) {
        stepper.lossScale(scale);
    }

    /** The parameters this optimizer trains. */
    public final Parameters parameters() {
        return parameters;
    }

    /** The rule's name. */
    public final String ruleName() {
        return rule.name();
    }

    /**
     * The groups: {@link ParameterGroup#DEFAULT} first, then those of the builder, in their order.
     */
    public final List<ParameterGroup> groups() {
        return groups;
    }

    /** The names of the rule's hyperparameters, in the order of their declaration. */
    public final List<String> hyperparameterNames() {
        return rule.hyperparameters().stream().map(HyperparameterDescriptor::name).toList();
    }

    /** The default group's value of a hyperparameter, by its place in the rule's descriptor. */
    protected final double hyperparameter(int index) {
        return groupMemory.get(0).hyperparameter(index);
    }

    /**
     * The default group's value of a hyperparameter: what the last step used, or before the first
     * step, what that will use.
     *
     * @throws IllegalArgumentException if the rule has no such hyperparameter
     */
    public final double hyperparameter(String name) {
        return hyperparameter(Settings.index(rule, name));
    }

    /**
     * A group's value of a hyperparameter: what the last step used, or before the first step, what
     * that will use.
     *
     * @throws IllegalArgumentException if there is no such hyperparameter or group
     */
    public final double hyperparameter(String name, String group) {
        int index = Settings.index(rule, name);
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).name().equals(group)) {
                return groupMemory.get(i).hyperparameter(index);
            }
        }
        List<String> names = groups.stream().map(ParameterGroup::name).toList();
        throw new IllegalArgumentException(
                rule.name() + ": " + Names.unknown("group", group, names));
    }

    /** The names of the states, in order; the last may be running products such as beta1^t. */
    public final List<String> stateNames() {
        return rule.states().stream().map(StateDescriptor::name).toList();
    }

    /** A state, by its place in the rule's descriptor. */
    protected final Slot state(int index) {
        return slots.get(index);
    }

    /**
     * A state, readable by element. Before the first step it reads 0.
     *
     * @throws IllegalArgumentException if the rule has no such state
     */
    public final Slot state(String name) {
        for (StateSlot slot : slots) {
            if (slot.name().equals(name)) {
                return slot;
            }
        }
        throw new IllegalArgumentException(
                rule.name() + ": " + Names.unknown("state", name, stateNames()));
    }

    /**
     * How many bytes the values of all states take, as they are stored, and with them the
     * companions of parameters ({@link OptimizerBuilder#kahan}). States that the hyperparameters
     * made unnecessary take none; sums of accumulated gradients, moving averages and copies of
     * parameters are not states.
     */
    public final long stateBytes() {
        return slots.stream().mapToLong(StateSlot::bytes).sum()
                + tensorMemory.stream().mapToLong(TensorMemory::companionBytes).sum();
    }

    /**
     * Moves the parameters to where the rule wants them evaluated and saved, until the view is
     * closed. For most rules, and for every rule before the first step, that is where they are.
     *
     * @throws IllegalStateException if the optimizer is closed, another view is open, a step is
     *     under way, or an update failed midway
     */
    public final Evaluation evaluation() {
        stepper.beginView();
        return new Evaluation(parameters, stepper::endView);
    }

    /**
     * Puts the parameters' moving averages into their place, rounded as parameters are, until the
     * view is closed. Before the first update these are the parameters as they are.
     *
     * @throws IllegalStateException if no averages are kept ({@link
     *     OptimizerBuilder#parameterEma}), the optimizer is closed, another view is open, a step is
     *     under way, or an update failed midway
     */
    public final Evaluation averaged() {
        stepper.beginAveraged();
        return new Evaluation(parameters, stepper::endView);
    }

    /**
     * The parameters' moving averages, readable by tensor and element; before the first update, the
     * parameters.
     *
     * @throws IllegalStateException if none are kept ({@link OptimizerBuilder#parameterEma})
     */
    public final Slot parameterEma() {
        stepper.requireAverages();
        return new AverageSlot(tensorMemory, stepper);
    }

    /**
     * Copies the step number, all states, moving averages and accumulated gradients. Parameters are
     * not part of it.
     *
     * @throws IllegalStateException if a step is under way, an update failed midway, or parameters
     *     with companions ({@link OptimizerBuilder#kahan}) are moved by a view that is open
     */
    public final OptimizerState saveState() {
        stepper.requireNotStepping("saving the state");
        stepper.requireWhole("saving the state");
        stepper.requireCompanionsAtRest("saving the state");
        return snapshots.save(stepper);
    }

    /**
     * Continues from a saved state. The parameters, which the caller restores, must have the names,
     * shapes and types they had, and the optimizer the same rule and groups.
     *
     * <p>The loss scale is the program's to set, as hyperparameters are: call {@link
     * #lossScale(double)} with {@link OptimizerState#lossScale} to continue with it. Where
     * gradients have been accumulated, it has to be what they were scaled by.
     *
     * @throws IllegalArgumentException if the state does not fit, or a schedule's value is out of
     *     its hyperparameter's range there; nothing has changed then
     * @throws IllegalStateException if the optimizer is closed, a view of the evaluation point is
     *     open, or a step is under way
     */
    public final void restore(OptimizerState state) {
        stepper.requireReady("restoring a state");
        snapshots.restore(state, stepper);
    }

    /**
     * Rule, steps taken, hyperparameters of the default group and its states in reduced storage,
     * and parameters, for reading.
     */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(rule.name()).append(" after ").append(steps());
        text.append(steps() == 1 ? " step: " : " steps: ");
        hyperparameterNames()
                .forEach(
                        name ->
                                text.append(name)
                                        .append('=')
                                        .append(hyperparameter(name))
                                        .append(", "));
        for (int i = 0; i < rule.states().size(); i++) {
            StateStorage storage = groupMemory.get(0).storage().states().get(i);
            if (storage.storage() != Storage.SAME) {
                text.append(rule.states().get(i).name()).append(" in ").append(storage.storage());
                text.append(", ");
            }
        }
        return text.append("parameters ").append(parameters).toString();
    }

    /**
     * Ends the optimizer: no step can be taken any more; states stay readable, but for those on a
     * device, which have to be read or saved before. Closing it again does nothing.
     *
     * @throws IllegalStateException if a step is under way
     */
    @Override
    public final void close() {
        stepper.close();
    }
}
