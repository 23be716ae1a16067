package dev.optweave.runtime.kernel;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the processor generates for a rule and one set of hyperparameters that are switched off: its
 * scalars and its loops. Holds no state, so one instance serves every optimizer.
 */
public abstract class RuleKernel {

    /** The number of elements whose reduction forms one leaf of the tree of blocks. */
    public static final int BLOCK = 4096;

    /** The stream of the parameter's elements. */
    protected static final int PARAMETER = KernelLayout.Loop.PARAMETER;

    /** The stream of the gradient's elements. */
    protected static final int GRADIENT = KernelLayout.Loop.GRADIENT;

    private final KernelLayout layout;
    private final String openClSuffix;

    /** For the whole rule. */
    protected RuleKernel(KernelLayout layout) {
        this(layout, "");
    }

    /**
     * For generated subclasses.
     *
     * @param openClSuffix what tells this specialization's OpenCL kernels from the others'
     */
    protected RuleKernel(KernelLayout layout, String openClSuffix) {
        this.layout = layout;
        this.openClSuffix = openClSuffix;
    }

    /** What the kernel keeps in memory and which phases it runs. */
    public final KernelLayout layout() {
        return layout;
    }

    /**
     * Computes what depends on hyperparameters, the step and reductions over all tensors: before
     * the first loop (phase 0), or once loop {@code phase} has run for every tensor.
     */
    public void groupScalars(Section section, int phase, GroupStep group) {
        // none, unless a rule has some
    }

    /**
     * Computes what depends on one tensor's reductions: before its first loop (phase 0), or once
     * loop {@code phase} has run over all its elements.
     */
    public void tensorScalars(Section section, int phase, TensorStep tensor) {
        // none, unless a rule has some
    }

    /**
     * Runs the loop of a phase (counted from 1) over some elements of a tensor. Where the phase
     * reduces, the arrays of the tensor hold a copy of one of its blocks.
     *
     * @param from where the first element lies in the tensor's arrays, which may hold elements of
     *     other tensors too; 0 where the phase reduces
     * @param to behind the last element; at most {@link #BLOCK} where the phase reduces
     * @param block where the phase puts what it reduces: of element i at {@code i}
     */
    public abstract void elements(
            Section section, int phase, TensorStep tensor, int from, int to, BlockValues block);

    /**
     * The loops that have a vector form; empty where none has, or where the module
     * jdk.incubator.vector was not readable as the rule was compiled. To be called only where that
     * module is present.
     */
    public Optional<VectorLoops> vectorLoops() {
        return Optional.empty();
    }

    /**
     * Hands over the scalars that the loop of a phase takes, in the order in which its OpenCL
     * kernel takes them: the gradient's scale, if the loop reads the gradient, then the others.
     */
    public abstract void loopScalars(
            Section section, int phase, TensorStep tensor, ScalarArguments arguments);

    /**
     * The rule's OpenCL C, encoded in UTF-8, for all its specializations; empty where the resource
     * was left out of a jar, and of every kernel but the rule's first.
     */
    public final Optional<InputStream> openClSource() {
        return Optional.ofNullable(openClResource());
    }

    /**
     * The resource of the rule's OpenCL C, or null where there is none. It takes the module that
     * holds the resource to find it.
     */
    // the annotation is for tools, whose module users need not have
    @SuppressWarnings("exports")
    protected @Nullable InputStream openClResource() {
        return null;
    }

    /**
     * The name of the OpenCL kernel that runs the loop of a phase: {@code
     * update2WithoutMomentum_float}, or {@code update_double} of a section with one loop.
     *
     * @throws IllegalArgumentException if there is no such loop
     */
    public final String openClName(Section section, int phase, boolean isDouble) {
        int loops =
                layout().sections().stream()
                        .filter(candidate -> candidate.section() == section)
                        .mapToInt(candidate -> candidate.loops().size())
                        .sum();
        if (phase < 1 || phase > loops) {
            throw new IllegalArgumentException(
                    section + " has no loop " + phase + ", but " + loops + " loops");
        }
        String name =
                switch (section) {
                    case INITIALIZE -> "initialize";
                    case GRADIENT_POINT -> "gradientPoint";
                    case UPDATE -> "update";
                    case EVALUATION_POINT -> "evaluationPoint";
                };
        return name + (loops > 1 ? phase : "") + openClSuffix + (isDouble ? "_double" : "_float");
    }

    /** What a kernel throws that is asked for a phase it does not have. */
    protected static IllegalArgumentException noPhase(Section section, int phase) {
        return new IllegalArgumentException(section + " has no phase " + phase);
    }

    /**
     * The sign of a number, as {@link Math#signum(float)} gives it for every float. Unlike that one
     * it consists of operations that every Java compiler vectorizes: the factors lift the smallest
     * float above 1.
     */
    protected static float sign(float x) {
        return Math.max(-1f, Math.min(1f, x * 1e30f * 1e30f));
    }

    /** The sign of a number, as {@link Math#signum(double)} gives it for every double. */
    protected static double sign(double x) {
        return Math.max(-1.0, Math.min(1.0, x * 1e300 * 1e300));
    }
}
