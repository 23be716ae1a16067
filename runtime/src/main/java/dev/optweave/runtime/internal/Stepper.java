package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.GradientPoint;
import dev.optweave.runtime.kernel.Section;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps. Whatever can go wrong does so before anything has changed: schedules are evaluated
 * first, then the closure runs, then norms are checked; only then are states and parameters
 * written.
 */
public final class Stepper {

    private final RuleDescriptor rule;
    private final GroupMemory[] groups;
    private final TensorMemory[] tensors;
    private final Gradients gradients;
    private final Workers workers;
    private final SectionPlan initialize;
    private final SectionPlan gradientPoint;
    private final SectionPlan update;
    private final SectionPlan evaluationPoint;

    private long steps;
    private boolean initialized;
    private int accumulated;
    private boolean stepping;
    private boolean viewing;
    private boolean torn;
    private boolean closed;

    public Stepper(
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            GradientSettings settings,
            int threads) {
        this.rule = rule;
        this.groups = groups.toArray(GroupMemory[]::new);
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.gradients = new Gradients(rule.name(), settings, tensors, threads);
        this.workers = new Workers(threads, rule.states().size() + 2, mostReductions(groups));
        this.initialize = new SectionPlan(Section.INITIALIZE, groups, tensors, threads);
        this.gradientPoint = new SectionPlan(Section.GRADIENT_POINT, groups, tensors, threads);
        this.update = new SectionPlan(Section.UPDATE, groups, tensors, threads);
        this.evaluationPoint = new SectionPlan(Section.EVALUATION_POINT, groups, tensors, threads);
        if (shiftsGradient()) {
            allocateBackups();
        }
    }

    private static int mostReductions(List<GroupMemory> groups) {
        int most = 0;
        for (GroupMemory group : groups) {
            for (SectionLayout section : group.kernel().layout().sections()) {
                int count = 0;
                for (Loop loop : section.loops()) {
                    count += loop.reductions().size();
                }
                most = Math.max(most, count);
            }
        }
        return most;
    }

    /** Whether the rule takes its gradient elsewhere, so that a step needs a closure. */
    public boolean shiftsGradient() {
        return rule.gradientPoint() != GradientPoint.PARAMETERS;
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

    /** How many gradients are averaged for one update. */
    public int gradientsPerUpdate() {
        return gradients.perUpdate();
    }

    /** Throws if an optimizer in this condition cannot do what was asked for. */
    public void requireReady(String what) {
        if (closed) {
            throw refused(what, "the optimizer is closed");
        }
        requireNotStepping(what);
        if (viewing) {
            throw refused(what, "a view of the evaluation point is open; close it first");
        }
    }

    /** Throws if a step is under way. */
    public void requireNotStepping(String what) {
        if (stepping) {
            throw refused(what, "a step is under way; its closure must not call the optimizer");
        }
    }

    /** Throws if an update failed midway, so that parameters and states do not go together. */
    public void requireWhole(String what) {
        if (torn) {
            throw refused(what, "an update failed midway; restore parameters and states first");
        }
    }

    private IllegalStateException refused(String what, String why) {
        return new IllegalStateException(rule.name() + ": " + what + " is not possible: " + why);
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
        for (GroupMemory group : groups) {
            group.hyperparameters().stage(steps);
        }
        for (GroupMemory group : groups) {
            group.hyperparameters().commit();
            group.step(steps + 1);
        }
        stepping = true;
        boolean done = false;
        boolean wasInitialized = initialized;
        long stepsBefore = steps;
        try {
            double loss = closure == null ? 0 : compute(closure);
            gradients.accumulate(accumulated, workers);
            accumulated++;
            if (accumulated >= gradients.perUpdate()) {
                // Whatever happens now, these gradients have been used.
                accumulated = 0;
                gradients.prepare(workers);
                apply();
            }
            done = true;
            return loss;
        } finally {
            stepping = false;
            if (steps == stepsBefore) {
                revertStepNumber();
            }
            if (!done && initialized && !wasInitialized) {
                initialized = false;
                clearStates();
            }
        }
    }

    /** Runs the closure where the rule wants its gradient, and leaves the parameters as found. */
    private double compute(DoubleSupplier closure) {
        if (!shiftsGradient()) {
            return closure.getAsDouble();
        }
        boolean byGradient = rule.gradientPoint() == GradientPoint.SHIFTED_BY_GRADIENT;
        double loss = byGradient ? closure.getAsDouble() : 0;
        gradients.showGiven();
        initializeOnce();
        backUp();
        try {
            gradientPoint.run(workers);
            double shiftedLoss = closure.getAsDouble();
            return byGradient ? loss : shiftedLoss;
        } finally {
            putBack();
        }
    }

    private void initializeOnce() {
        if (!initialized) {
            initialize.run(workers);
            initialize.commit();
            initialized = true;
        }
    }

    private void apply() {
        torn = true;
        initializeOnce();
        update.run(workers);
        update.commit();
        steps++;
        torn = false;
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
            tensor.clearStates();
        }
    }

    private void allocateBackups() {
        for (TensorMemory tensor : tensors) {
            tensor.allocateBackup();
        }
    }

    private void backUp() {
        for (TensorMemory tensor : tensors) {
            tensor.backUp();
        }
    }

    private void putBack() {
        for (TensorMemory tensor : tensors) {
            tensor.putBack();
        }
    }

    /** Moves the parameters to where they are to be evaluated. */
    public void beginView() {
        requireReady("a view of the evaluation point");
        requireWhole("a view of the evaluation point");
        if (movesForEvaluation()) {
            allocateBackups();
            gradients.showGiven();
            backUp();
            try {
                evaluationPoint.run(workers);
            } catch (RuntimeException | Error e) {
                putBack();
                throw e;
            }
        }
        viewing = true;
    }

    /** Moves the parameters back. */
    public void endView() {
        if (movesForEvaluation()) {
            putBack();
        }
        viewing = false;
    }

    private boolean movesForEvaluation() {
        return steps > 0 && !evaluationPoint.isEmpty();
    }

    /**
     * Continues from another place. The states have to be set separately.
     *
     * @throws IllegalArgumentException if a schedule is out of range there
     */
    public void resume(long stepsTaken, boolean statesInitialized, int gradientsAccumulated) {
        for (GroupMemory group : groups) {
            group.hyperparameters().stage(Math.max(0, stepsTaken - 1));
        }
        for (GroupMemory group : groups) {
            group.hyperparameters().commit();
            group.step(stepsTaken);
        }
        steps = stepsTaken;
        initialized = statesInitialized;
        accumulated = gradientsAccumulated;
        torn = false;
    }

    /** Ends the threads; no step can be taken any more. */
    public void close() {
        requireNotStepping("closing");
        closed = true;
        workers.close();
    }
}
