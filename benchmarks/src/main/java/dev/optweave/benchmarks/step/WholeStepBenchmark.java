package dev.optweave.benchmarks.step;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The time of all that a step of training does after the gradients are there: they are divided by
 * the loss scale and clipped by their global norm, the parameters decay and are updated, their
 * moving averages follow, and the gradients are made zero. A step with gradients that are not
 * finite changes no parameter.
 *
 * <p>Before each step the gradients are put in place anew, which is not timed: with gradients that
 * stay zero, states would shrink to subnormal numbers, which some processors are slow with. So each
 * step is timed singly, which needs one of at least 100 microseconds.
 */
@State(Scope.Benchmark)
public abstract class WholeStepBenchmark extends StepBenchmark {

    /** What the gradients were multiplied by. */
    public static final double LOSS_SCALE = 65_536;

    /** What the norm of all gradients together is limited to, which takes place in every step. */
    public static final double MAX_NORM = 1;

    /** The share of the averages that is kept. */
    public static final double AVERAGE_DECAY = 0.999;

    @Override
    protected abstract WholeContestant contestant(StepTask task, String variant) throws Exception;

    /** Puts the gradients in place. */
    @Setup(Level.Invocation)
    public void feed() {
        ((WholeContestant) contestant()).feed();
    }

    @Override
    void check(StepTask task) throws Exception {
        try (WholeContestant theirs = contestant(task, variant);
                WholeContestant ours = OurWholeStep.optimizer(task.alone(), "float")) {
            for (int step = 0; step < STEPS; step++) {
                theirs.feed();
                theirs.step();
                ours.feed();
                ours.step();
            }
            for (int tensor = 0; tensor < task.workload().tensors().size(); tensor++) {
                String name = "tensor `" + task.workload().tensors().get(tensor).name() + "`";
                compare(name, theirs.parameter(tensor), ours.parameter(tensor));
                compare("averages of " + name, theirs.average(tensor), ours.average(tensor));
                compare("gradients of " + name, theirs.gradient(tensor), ours.gradient(tensor));
            }
        }
    }
}
