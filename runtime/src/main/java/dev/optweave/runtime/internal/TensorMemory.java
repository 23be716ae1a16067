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

    private static final Stream NO_COMPANION = Format.BFLOAT16.allocate(0, Rounding.NEAREST);
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
    private double clipping = 1;
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

    private TensorMemory(TensorMemory first, int length) {
        this.name = first.name;
        this.index = first.index;
        this.group = first.group;
        this.isDouble = first.isDouble;
        this.hasTensorStates = first.hasTensorStates;
        this.length = length;
        this.parameter = first.parameter.extended(length);
        this.given = first.given.extended(length);
        this.elementStates = new Stream[first.elementStates.length];
        this.hasElements = first.hasElements;
        this.isPlain = first.isPlain;
        this.states = first.states.clone();
        this.nextStates = first.nextStates.clone();
        this.scalars = first.scalars.clone();
        this.reductions = first.reductions.clone();
        this.blockResults = new double[first.blockResults.length][0];
        extend(first);
    }

    /**
     * This tensor and those that follow it in its arrays, as if they were one. What has blocks is
     * left out, and nothing can be reduced.
     */
    TensorMemory extended(int newLength) {
        return new TensorMemory(this, newLength);
    }

    /** Takes over the memory of the tensor that this one extends. */
    void extend(TensorMemory first) {
        for (int i = 0; i < elementStates.length; i++) {
            elementStates[i] = extended(first.elementStates[i]);
        }
        sum = extended(first.sum);
        average = extended(first.average);
    }

    private Stream extended(Stream stream) {
        return stream == NONE || !stream.isUniform() ? NONE : stream.extended(length);
    }

    public String name() {
        return name;
    }

    /** Where the elements begin in the arrays of all streams that have no blocks. */
    int start() {
        return parameter.start();
    }

    /** The tensor's place in the parameters. */
    public int index() {
        return index;
    }

    /** Gets memory for the states per element, all zero, if there is none yet. */
    public void allocateStates(Allocator allocator) {
        for (int i = 0; i < hasElements.length; i++) {
            if (hasElements[i] && elementStates[i] == NONE) {
                Rounding rounding = group.storage().states().get(i).rounding();
                elementStates[i] = allocator.allocate(this, i, format(i), rounding);
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
            case Loop.GRADIENT -> readsSum() ? sum : given;
            default -> elementStates[number];
        };
    }

    /** What the parameters have lost, as brain floats; empty where they have no companions. */
    public Stream companion() {
        return parameter instanceof KahanStream kahan ? kahan.companion() : NO_COMPANION;
    }

    /** How many bytes the companions of the parameters take. */
    public long companionBytes() {
        return companion().format().bytes(companion().length());
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
        if (vectors != null) {
            return;
        }
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
        return group.gradientScale(clipping);
    }

    /** Multiplies this gradient by a factor of its own; 1 undoes that. */
    void clip(double factor) {
        clipping = factor;
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
    public void allocateSum(Allocator allocator) {
        if (sum == NONE) {
            sum = computed(Loop.GRADIENT, allocator);
        }
    }

    /** Memory for a value of each element in the type of computation. */
    private Stream computed(int stream, Allocator allocator) {
        return allocator.allocate(
                this, stream, Format.of(Storage.SAME, isDouble), Rounding.NEAREST);
    }

    /** Whether the kernel sees the sum of several gradients, or the one given. */
    public boolean readsSum() {
        return group.readsSum();
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
    public void allocateAverage(Allocator allocator) {
        if (average == NONE) {
            average = computed(Loop.PARAMETER, allocator);
        }
    }

    /** The parameter's moving average, in the type of computation; empty unless there is one. */
    public Stream average() {
        return average;
    }
}
