package dev.optweave.benchmarks.step;

import dev.optweave.benchmarks.workload.Workload;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of a contestant's step. Before anything is timed, the contestant takes three steps
 * beside ours and must come to the same parameters.
 *
 * <p>A subclass needs the annotation {@code @State(Scope.Benchmark)} itself, so that JMH's
 * processor runs where it is compiled.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Benchmark)
public abstract class StepBenchmark {

    /** By how much a parameter may differ from ours, as a share of it or of {@link #FLOOR}. */
    public static final double TOLERANCE = 1e-5;

    /** Parameters smaller than this may differ by as much as one of this size. */
    public static final double FLOOR = 0.1;

    static final int STEPS = 3;
    private static final long CHECKED_ELEMENTS = 1 << 20;

    /** The stock rule by our name for it. */
    @Param("AdamW")
    public String rule = "";

    /** The tensors, as {@link Workload#of} takes them. */
    @Param("1x1048576")
    public String workload = "";

    /** How many threads a step may use. */
    @Param("1")
    public int threads;

    /** Which of the contestant's ways to step. */
    @Param("float")
    public String variant = "";

    private @Nullable Contestant contestant;

    /** Checks the contestant against ours, and prepares it for the whole workload. */
    @Setup
    public void start() throws Exception {
        StepTask task = comparable(StepTask.of(rule, Workload.of(workload), threads));
        if (isChecked()) {
            check(task.on(task.workload().cutTo(CHECKED_ELEMENTS)));
        }
        contestant = contestant(task, variant);
    }

    /** One step. */
    @Benchmark
    public void step() {
        contestant.step();
    }

    /** Frees the contestant. */
    @TearDown
    public void end() {
        if (contestant != null) {
            contestant.close();
            contestant = null;
        }
    }

    /** What is timed, once it has been prepared. */
    final Contestant contestant() {
        return Objects.requireNonNull(contestant);
    }

    /**
     * Prepares an optimizer with the values and gradients of the task's workload.
     *
     * @param variant which of the contestant's ways to step
     * @throws IllegalArgumentException if it knows no such rule or variant; the message says which
     *     it knows and becomes the note of a row
     */
    protected abstract Contestant contestant(StepTask task, String variant) throws Exception;

    /**
     * The task with hyperparameters at which the contestant's formula is ours. Unless overridden,
     * those of the rule's declaration.
     */
    protected StepTask comparable(StepTask task) {
        return task;
    }

    /** Whether the variant computes what ours does in floats. */
    protected boolean isChecked() {
        return true;
    }

    /**
     * Lets the contestant take three steps beside ours.
     *
     * @throws IllegalStateException if a parameter differs; names tensor, element and both values
     */
    void check(StepTask task) throws Exception {
        try (Contestant theirs = contestant(task, variant);
                Contestant ours = OurStep.optimizer(task.alone(), "float")) {
            for (int step = 0; step < STEPS; step++) {
                theirs.step();
                ours.step();
            }
            for (int tensor = 0; tensor < task.workload().tensors().size(); tensor++) {
                String name = "tensor `" + task.workload().tensors().get(tensor).name() + "`";
                compare(name, theirs.parameter(tensor), ours.parameter(tensor));
            }
        }
    }

    /**
     * Compares values element by element.
     *
     * @param where what they are, for the message
     */
    final void compare(String where, float[] theirs, float[] ours) {
        if (theirs.length != ours.length) {
            throw new IllegalStateException(
                    where + " has " + theirs.length + " elements; ours has " + ours.length);
        }
        for (int i = 0; i < ours.length; i++) {
            double allowed = TOLERANCE * Math.max(Math.abs(ours[i]), FLOOR);
            if (!(Math.abs((double) theirs[i] - ours[i]) <= allowed)) {
                throw new IllegalStateException(
                        "computes something else than our "
                                + rule
                                + ": "
                                + where
                                + ", element "
                                + i
                                + " is "
                                + theirs[i]
                                + " after "
                                + STEPS
                                + " steps, ours is "
                                + ours[i]);
            }
        }
    }
}
