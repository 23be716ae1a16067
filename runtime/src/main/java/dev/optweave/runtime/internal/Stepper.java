package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.GradientPoint;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.schedule.Schedule;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps. Whatever can go wrong does so before anything has changed: schedules are evaluated
 * first, then the closure runs, then norms are checked; only then are states and parameters
 * written.
 */
public final class Stepper {

    private static final String EVALUATION_VIEW = "a view of the evaluation point";
    private static final String AVERAGED_VIEW = "a view of the averages";

    private final RuleDescriptor rule;
    private final GroupMemory[] groups;
    private final TensorMemory[] tensors;
    private final TensorMemory[] withStates;
    private final Condition condition;
    private final View view;
    private final Gradients gradients;
    private final Execution execution;
    private final @Nullable AverageDecay averageDecay;
    private final boolean zeroesGradients;

    private long steps;
    private long skippedSteps;
    private boolean initialized;
    private int accumulated;

    public Stepper(
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            StepSettings settings,
            Execution execution) {
        this.rule = rule;
        this.condition = new Condition(rule.name());
        this.groups = groups.toArray(GroupMemory[]::new);
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.withStates =
                tensors.stream().filter(TensorMemory::hasTensorStates).toArray(TensorMemory[]::new);
        this.execution = execution;
        this.view = new View(condition, execution, tensors);
        Schedule decay = settings.averageDecay();
        this.averageDecay = decay == null ? null : new AverageDecay(rule.name(), decay);
        if (averageDecay != null) {
            requireNoPointOfItsOwn();
            averageDecay.weight(0);
            execution.allocateAverages();
        }
        this.gradients = new Gradients(rule.name(), settings.gradients(), tensors, execution);
        this.zeroesGradients = settings.zeroesGradients();
        if (zeroesGradients) {
            execution.keepGradientsZero(settings.gradients().accumulates());
        }
        if (shiftsGradient()) {
            execution.allocateBackups();
        }
    }

    private void requireNoPointOfItsOwn() {
        if (execution.has(Section.EVALUATION_POINT)) {
            throw new IllegalArgumentException(
                    rule.name()
                            + ": parameterEma averages the parameters that are trained, but this"
                            + " rule has them evaluated elsewhere, at a point that it computes"
                            + " itself; leave parameterEma out and use evaluation()");
        }
    }

    /** Whether the rule takes its gradient elsewhere, so that a step needs a closure. */
    public boolean shiftsGradient() {
        return rule.gradientPoint() != GradientPoint.PARAMETERS;
    }

    /** Where the loops run. */
    public Execution execution() {
        return execution;
    }

    /** How many updates have been done. */
    public long steps() {
        return steps;
    }

    /** Whether the states have been given their first values. */
    public boolean isInitialized() {
        return initialized;
    }

    /** How many gradients have been added up for the next update. */
    public int accumulated() {
        return accumulated;
    }

    /** How many updates were skipped, as their gradients were not finite. */
    public long skippedSteps() {
        return skippedSteps;
    }

    /** Whether moving averages of the parameters are kept. */
    public boolean averages() {
        return averageDecay != null;
    }

    /** What gradients are divided by. */
    public double lossScale() {
        return gradients.lossScale();
    }

    /**
     * Changes what gradients are divided by.
     *
     * @throws IllegalArgumentException if the scale is out of range
     * @throws IllegalStateException if a step is under way, or gradients with another scale have
     *     been accumulated
     */
    public void lossScale(double scale) {
        LossScale.checked(rule.name(), scale);
        requireNotStepping("changing the loss scale");
        if (accumulated > 0 && scale != lossScale()) {
            throw condition.refused(
                    "changing the loss scale",
                    accumulated
                            + " of "
                            + gradientsPerUpdate()
                            + " gradients have been accumulated with loss scale "
                            + lossScale()
                            + "; change it after the update");
        }
        gradients.lossScale(scale);
    }

    /** How many gradients are averaged for one update. */
    public int gradientsPerUpdate() {
        return gradients.perUpdate();
    }

    /** Throws if an optimizer in this condition cannot do what was asked for. */
    public void requireReady(String what) {
        condition.requireReady(what);
    }

    /** Throws if a step is under way. */
    public void requireNotStepping(String what) {
        condition.requireNotStepping(what);
    }

    /** Throws if an update failed midway, so that parameters and states do not go together. */
    public void requireWhole(String what) {
        condition.requireWhole(what);
    }

    /** Throws if companions of parameters have moved with them, away from the states. */
    public void requireCompanionsAtRest(String what) {
        view.requireCompanionsAtRest(what);
    }

    /**
     * Takes a step.
     *
     * @param closure computes loss and gradients; if absent, the gradients are there already
     * @return what the closure returned first, or 0
     */
    public double step(@Nullable DoubleSupplier closure) {
        requireReady("a step");
        requireWhole("a step");
        advanceSchedules();
        condition.stepping(true);
        boolean done = false;
        boolean wasInitialized = initialized;
        long stepsBefore = steps;
        try {
            double loss = closure == null ? 0 : compute(closure);
            execution.takeGradients();
            gradients.accumulate(accumulated);
            accumulated++;
            if (accumulated >= gradients.perUpdate()) {
                // Whatever happens now, these gradients have been used.
                accumulated = 0;
                if (gradients.prepare()) {
                    apply();
                    execution.giveParameters();
                } else {
                    skip();
                    return loss;
                }
            }
            done = true;
            return loss;
        } finally {
            condition.stepping(false);
            if (steps == stepsBefore) {
                revertStepNumber();
            }
            if (!done && initialized && !wasInitialized) {
                initialized = false;
                clearStates();
            }
        }
    }

    /** Nothing is taken over unless all schedules are in their ranges. */
    private void advanceSchedules() {
        for (GroupMemory group : groups) {
            group.hyperparameters().stage(steps);
        }
        if (averageDecay != null) {
            execution.weighAverages(averageDecay.weight(steps));
        }
        for (GroupMemory group : groups) {
            group.hyperparameters().commit();
            group.step(steps + 1);
        }
    }

    /** Runs the closure where the rule wants its gradient, and leaves the parameters as found. */
    private double compute(DoubleSupplier closure) {
        if (!shiftsGradient()) {
            execution.beforeClosure();
            return closure.getAsDouble();
        }
        boolean byGradient = rule.gradientPoint() == GradientPoint.SHIFTED_BY_GRADIENT;
        double loss = 0;
        if (byGradient) {
            execution.beforeClosure();
            loss = closure.getAsDouble();
            execution.takeGradients();
        }
        gradients.showGiven();
        initializeOnce();
        execution.backUp();
        try {
            execution.run(Section.GRADIENT_POINT);
            if (byGradient && zeroesGradients) {
                // A closure that adds to the gradients has to find zeros the second time too.
                execution.zeroGradients();
            }
            execution.beforeClosure();
            double shiftedLoss = closure.getAsDouble();
            return byGradient ? loss : shiftedLoss;
        } finally {
            execution.putBack();
        }
    }

    private void initializeOnce() {
        if (!initialized) {
            runAndCommit(Section.INITIALIZE);
            initialized = true;
        }
    }

    /** Runs a section; once it has ended, what it stored into scalar states is valid. */
    private void runAndCommit(Section section) {
        execution.run(section);
        for (GroupMemory group : groups) {
            group.commitStates();
        }
        for (TensorMemory tensor : withStates) {
            tensor.commitStates();
        }
    }

    /** Counts the step as skipped; gradients that accumulated are zero already, if they are to. */
    private void skip() {
        skippedSteps++;
        if (zeroesGradients && gradients.perUpdate() == 1) {
            execution.zeroGradients();
        }
    }

    private void apply() {
        condition.torn(true);
        initializeOnce();
        if (averageDecay != null && steps == 0) {
            execution.beginAverages();
        }
        runAndCommit(Section.UPDATE);
        steps++;
        condition.torn(false);
    }

    /** Without an update, step number and hyperparameters are still those of the last one. */
    private void revertStepNumber() {
        for (GroupMemory group : groups) {
            group.hyperparameters().revert();
            group.step(steps);
        }
    }

    private void clearStates() {
        for (GroupMemory group : groups) {
            group.clearStates();
        }
        for (TensorMemory tensor : tensors) {
            tensor.clearScalarStates();
        }
        execution.clearStates();
    }

    /** Moves the parameters to where they are to be evaluated. */
    public void beginView() {
        view.requirePossible(EVALUATION_VIEW);
        if (steps > 0 && execution.has(Section.EVALUATION_POINT)) {
            gradients.showGiven();
            view.move(() -> execution.run(Section.EVALUATION_POINT));
        }
        view.open(EVALUATION_VIEW);
    }

    /** Puts the moving averages into the parameters' place. */
    public void beginAveraged() {
        requireAverages();
        view.requirePossible(AVERAGED_VIEW);
        if (steps > 0) {
            view.move(execution::showAverages);
        }
        view.open(AVERAGED_VIEW);
    }

    /** Throws if there are no averages. */
    public void requireAverages() {
        if (averageDecay == null) {
            throw new IllegalStateException(
                    rule.name()
                            + " keeps no averages of its parameters; build it with parameterEma");
        }
    }

    /** Moves the parameters back. */
    public void endView() {
        view.close();
    }

    /**
     * Continues from another place. The states have to be set separately.
     *
     * @throws IllegalArgumentException if a schedule is out of range there
     */
    public void resume(
            long stepsTaken,
            long stepsSkipped,
            boolean statesInitialized,
            int gradientsAccumulated) {
        for (GroupMemory group : groups) {
            group.hyperparameters().stage(Math.max(0, stepsTaken - 1));
        }
        skippedSteps = stepsSkipped;
        for (GroupMemory group : groups) {
            group.hyperparameters().commit();
            group.step(stepsTaken);
        }
        steps = stepsTaken;
        initialized = statesInitialized;
        accumulated = gradientsAccumulated;
        condition.torn(false);
    }

    /** Ends the execution; no step can be taken any more. */
    public void close() {
        requireNotStepping("closing");
        condition.close();
        execution.close();
    }
}
