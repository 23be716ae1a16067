package dev.optweave.runtime.internal;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.runtime.internal.storage.FloatStream;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.KahanStream;
import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.TensorStep;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The memory of one tensor: its streams, states, scalars and the results of its blocks. */
public final class TensorMemory extends TensorStep {

    private static final short[] NO_COMPANION = {};
    private static final Stream NONE = new FloatStream(new float[0]);

    private final String name;
    private final int index;
    private final GroupMemory group;
    private final boolean isDouble;
    private final boolean hasTensorStates;
    private final int length;
    private final Stream parameter;
    private final Stream given;
    private final Stream[] elementStates;
    private final boolean[] hasElements;
    private final boolean isPlain;
    private final double[] states;
    private final double[] nextStates;
    private final double[] scalars;
    private final double[] reductions;
    private final double[][] blockResults;

    private Stream sum = NONE;
    private Stream average = NONE;
    private Stream backup = NONE;
    private boolean readsSum;
    private double gradientScale = 1;
    private @Nullable TensorVectors vectors;

    /**
     * What a tensor is made of.
     *
     * @param index its place in the parameters
     */
    public record Elements(String name, int index, Stream parameter, Stream gradient) {}

    /** The memory of a tensor, without memory for states per element yet. */
    public TensorMemory(RuleDescriptor rule, GroupMemory group, Elements elements) {
        this.name = elements.name();
        this.index = elements.index();
        this.group = group;
        this.parameter = elements.parameter();
        this.given = elements.gradient();
        this.isDouble = parameter.format() == Format.FLOAT64;
        this.length = parameter.length();
        int count = rule.states().size();
        this.elementStates = new Stream[count];
        this.hasElements = new boolean[count];
        boolean plain = parameter.isPlain(isDouble) && given.isPlain(isDouble);
        for (int i = 0; i < count; i++) {
            elementStates[i] = NONE;
            hasElements[i] = rule.states().get(i).shape() == Shape.ELEMENT && group.hasState(i);
            plain &= !hasElements[i] || format(i) == Format.of(Storage.SAME, isDouble);
        }
        this.isPlain = plain;
        this.hasTensorStates =
                rule.states().stream().anyMatch(state -> state.shape() == Shape.TENSOR);
        this.states = new double[count];
        this.nextStates = new double[count];
        int mostScalars = 0;
        int mostReductions = 0;
        for (SectionLayout section : group.kernel().layout().sections()) {
            mostScalars = Math.max(mostScalars, section.tensorScalars());
            mostReductions =
                    Math.max(
                            mostReductions,
                            section.loops().stream().mapToInt(l -> l.reductions().size()).sum());
        }
        this.scalars = new double[mostScalars];
        this.reductions = new double[mostReductions];
        this.blockResults = new double[mostReductions][blocks()];
    }

    public String name() {
        return name;
    }

    /** The tensor's place in the parameters. */
    public int index() {
        return index;
    }

    /** Gets memory for the states per element, all zero, if there is none yet. */
    public void allocateStates() {
        for (int i = 0; i < hasElements.length; i++) {
            if (hasElements[i] && elementStates[i] == NONE) {
                Rounding rounding = group.storage().states().get(i).rounding();
                elementStates[i] = format(i).allocate(length, rounding);
            }
        }
    }

    /** What a state per element lies in, whether it has memory or not. */
    public Format format(int state) {
        return Format.of(group.storage().states().get(state).storage(), isDouble);
    }

    /**
     * What some values lie in.
     *
     * @param number {@link Loop#PARAMETER}, {@link Loop#GRADIENT}, or a state's place in the rule;
     *     a state without memory is empty
     */
    public Stream stream(int number) {
        return switch (number) {
            case Loop.PARAMETER -> parameter;
            case Loop.GRADIENT -> readsSum ? sum : given;
            default -> elementStates[number];
        };
    }

    /** What the parameters have lost, as brain floats; empty where they have no companions. */
    public short[] companion() {
        return parameter instanceof KahanStream kahan ? kahan.companion() : NO_COMPANION;
    }

    /** How many bytes the companions of the parameters take. */
    public long companionBytes() {
        return (long) companion().length * Short.BYTES;
    }

    /** Whether kernels can work on the arrays of all streams as they are. */
    boolean isPlain() {
        return isPlain;
    }

    /** Whether kernels can work on the arrays of these streams as they are. */
    boolean isPlain(int[] streams) {
        if (isPlain) {
            return true;
        }
        for (int number : streams) {
            if (!stream(number).isPlain(isDouble)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs the loops of the kernel in vectors from now on, where they have such a form and the
     * tensor is long enough for that to pay.
     *
     * @param always also where HotSpot vectorizes the scalar form as well
     */
    void useVectors(boolean always) {
        vectors =
                group.kernel()
                        .vectorLoops()
                        .filter(loops -> length >= 2 * loops.lanes(isDouble))
                        .map(loops -> new TensorVectors(loops, this, always))
                        .orElse(null);
    }

    /** The tensor's loops in vectors, unless it does without. */
    @Nullable TensorVectors vectors() {
        return vectors;
    }

    /** Whether the state has a value for each element. */
    public boolean hasElements(int state) {
        return hasElements[state];
    }

    /** Whether the rule has states per tensor. */
    boolean hasTensorStates() {
        return hasTensorStates;
    }

    /** How many blocks the elements fill, the last one perhaps in part. */
    public int blocks() {
        return (int) (((long) length + RuleKernel.BLOCK - 1) / RuleKernel.BLOCK);
    }

    @Override
    public boolean isDouble() {
        return isDouble;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public GroupMemory group() {
        return group;
    }

    @Override
    public float[] floatParameter() {
        return parameter.floats();
    }

    @Override
    public float[] floatGradient() {
        return stream(Loop.GRADIENT).floats();
    }

    @Override
    public float[] floatState(int index) {
        return elementStates[index].floats();
    }

    @Override
    public double[] doubleParameter() {
        return parameter.doubles();
    }

    @Override
    public double[] doubleGradient() {
        return stream(Loop.GRADIENT).doubles();
    }

    @Override
    public double[] doubleState(int index) {
        return elementStates[index].doubles();
    }

    @Override
    public double gradientScale() {
        return gradientScale;
    }

    void gradientScale(double scale) {
        gradientScale = scale;
    }

    @Override
    public double state(int index) {
        return states[index];
    }

    @Override
    public void state(int index, double value) {
        nextStates[index] = value;
    }

    /** Sets a state per tensor at once, between steps. */
    public void restoreState(int index, double value) {
        states[index] = value;
        nextStates[index] = value;
    }

    @Override
    public double scalar(int index) {
        return scalars[index];
    }

    @Override
    public void scalar(int index, double value) {
        scalars[index] = value;
    }

    @Override
    public double reduction(int index) {
        return reductions[index];
    }

    void reduction(int index, double value) {
        reductions[index] = value;
    }

    /** The results of a reduction's blocks, in order. */
    public double[] blockResults(int reduction) {
        return blockResults[reduction];
    }

    void beginSection() {
        System.arraycopy(states, 0, nextStates, 0, states.length);
    }

    void commitStates() {
        System.arraycopy(nextStates, 0, states, 0, states.length);
    }

    /** Sets the states per tensor to zero, as before the first step. */
    void clearScalarStates() {
        Arrays.fill(states, 0);
    }

    /** Sets the states per element to zero, as before the first step. */
    void clearStates() {
        for (Stream state : elementStates) {
            state.clear();
        }
    }

    /** Gets memory for the sum of several gradients, if there is none yet. */
    public void allocateSum() {
        if (sum == NONE) {
            sum = Format.of(Storage.SAME, isDouble).allocate(length, Rounding.NEAREST);
        }
    }

    /** Chooses what the kernel sees as the gradient: the sum of several, or the one given. */
    void readSum(boolean sum) {
        readsSum = sum;
    }

    /** Whether the kernel sees the sum of several gradients, or the one given. */
    public boolean readsSum() {
        return readsSum;
    }

    /** The sum of the gradients, in the type of computation; empty unless they accumulate. */
    public Stream sum() {
        return sum;
    }

    /** The gradient as it is given. */
    Stream given() {
        return given;
    }

    /** Gets memory for the parameter's moving average, if there is none yet. */
    public void allocateAverage() {
        if (average == NONE) {
            average = Format.of(Storage.SAME, isDouble).allocate(length, Rounding.NEAREST);
        }
    }

    /** The parameter's moving average, in the type of computation; empty unless there is one. */
    public Stream average() {
        return average;
    }

    /** Puts the gradient into the sum, or adds it to what is there. */
    void accumulate(boolean first, int from, int to, Strip strip) {
        if (isDouble) {
            double[] total = sum.doubles();
            double[] g = given.doubles();
            for (int i = from; i < to; i++) {
                total[i] = first ? g[i] : total[i] + g[i];
            }
            return;
        }
        float[] total = sum.floats();
        for (int start = from; to - start > 0; ) {
            int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
            boolean plain = given.isPlain(false);
            float[] g = plain ? given.floats() : strip.loadGradient(given, start, end);
            int shift = plain ? 0 : start;
            for (int i = start; i < end; i++) {
                total[i] = first ? g[i - shift] : total[i] + g[i - shift];
            }
            start = end;
        }
    }

    /** Limits each element of the gradient that the kernel sees to a magnitude. */
    void clamp(double limit, int from, int to, Strip strip) {
        Stream gradient = stream(Loop.GRADIENT);
        if (isDouble) {
            double[] g = gradient.doubles();
            for (int i = from; i < to; i++) {
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
        } else if (gradient.isPlain(false)) {
            clamp((float) limit, gradient.floats(), from, to);
        } else {
            for (int start = from; to - start > 0; ) {
                int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
                float[] g = strip.loadGradient(gradient, start, end);
                clamp((float) limit, g, 0, end - start);
                strip.storeGradient(gradient, start, end);
                start = end;
            }
        }
    }

    private static void clamp(float limit, float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = Math.max(-limit, Math.min(limit, g[i]));
        }
    }

    /** Gets memory for a copy of the parameter, if there is none yet. */
    void allocateBackup() {
        if (backup == NONE) {
            backup = parameter.copy();
        }
    }

    /** Copies the parameter away. */
    void backUp() {
        backup.copyFrom(parameter);
    }

    /** Puts the copied parameter back. */
    void putBack() {
        parameter.copyFrom(backup);
    }
}
