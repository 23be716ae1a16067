package dev.optweave.runtime.internal;

import dev.optweave.State.Shape;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.TensorStep;
import java.util.Arrays;

/** The memory of one tensor: its arrays, states, scalars and the results of its blocks. */
public final class TensorMemory extends TensorStep {

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final String name;
    private final GroupMemory group;
    private final boolean isDouble;
    private final int length;
    private final float[] floatParameter;
    private final float[] floatGiven;
    private final double[] doubleParameter;
    private final double[] doubleGiven;
    private final float[][] floatStates;
    private final double[][] doubleStates;
    private final boolean[] hasElements;
    private final double[] states;
    private final double[] nextStates;
    private final double[] scalars;
    private final double[] reductions;
    private final double[][] blockResults;

    private float[] floatSum = NO_FLOATS;
    private double[] doubleSum = NO_DOUBLES;
    private float[] floatBackup = NO_FLOATS;
    private double[] doubleBackup = NO_DOUBLES;
    private boolean readsSum;
    private double gradientScale = 1;

    private TensorMemory(
            RuleDescriptor rule, GroupMemory group, String name, Object values, Object gradient) {
        this.name = name;
        this.group = group;
        this.isDouble = values instanceof double[];
        this.floatParameter = isDouble ? NO_FLOATS : (float[]) values;
        this.floatGiven = isDouble ? NO_FLOATS : (float[]) gradient;
        this.doubleParameter = isDouble ? (double[]) values : NO_DOUBLES;
        this.doubleGiven = isDouble ? (double[]) gradient : NO_DOUBLES;
        this.length = isDouble ? doubleParameter.length : floatParameter.length;
        int count = rule.states().size();
        this.floatStates = new float[count][];
        this.doubleStates = new double[count][];
        this.hasElements = new boolean[count];
        for (int i = 0; i < count; i++) {
            hasElements[i] = rule.states().get(i).shape() == Shape.ELEMENT && group.hasState(i);
            floatStates[i] = NO_FLOATS;
            doubleStates[i] = NO_DOUBLES;
        }
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

    /** The memory of a tensor of floats, without memory for states per element yet. */
    public static TensorMemory of(
            RuleDescriptor rule, GroupMemory group, String name, float[] values, float[] gradient) {
        return new TensorMemory(rule, group, name, values, gradient);
    }

    /** The memory of a tensor of doubles, without memory for states per element yet. */
    public static TensorMemory of(
            RuleDescriptor rule,
            GroupMemory group,
            String name,
            double[] values,
            double[] gradient) {
        return new TensorMemory(rule, group, name, values, gradient);
    }

    public String name() {
        return name;
    }

    /** Gets memory for the states per element, all zero, if there is none yet. */
    public void allocateStates() {
        for (int i = 0; i < hasElements.length; i++) {
            if (hasElements[i] && !isDouble && floatStates[i].length != length) {
                floatStates[i] = new float[length];
            } else if (hasElements[i] && isDouble && doubleStates[i].length != length) {
                doubleStates[i] = new double[length];
            }
        }
    }

    /** Whether the state has a value for each element. */
    public boolean hasElements(int state) {
        return hasElements[state];
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
        return floatParameter;
    }

    @Override
    public float[] floatGradient() {
        return readsSum ? floatSum : floatGiven;
    }

    @Override
    public float[] floatState(int index) {
        return floatStates[index];
    }

    @Override
    public double[] doubleParameter() {
        return doubleParameter;
    }

    @Override
    public double[] doubleGradient() {
        return readsSum ? doubleSum : doubleGiven;
    }

    @Override
    public double[] doubleState(int index) {
        return doubleStates[index];
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
        for (float[] state : floatStates) {
            Arrays.fill(state, 0);
        }
        for (double[] state : doubleStates) {
            Arrays.fill(state, 0);
        }
    }

    /** Gets memory for the sum of several gradients, if there is none yet. */
    public void allocateSum() {
        if (isDouble && doubleSum.length != length) {
            doubleSum = new double[length];
        } else if (!isDouble && floatSum.length != length) {
            floatSum = new float[length];
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

    /** The sum of the gradients of a float tensor; empty unless gradients are accumulated. */
    public float[] floatSum() {
        return floatSum;
    }

    /** The sum of the gradients of a double tensor; empty unless gradients are accumulated. */
    public double[] doubleSum() {
        return doubleSum;
    }

    /** Puts the gradient into the sum, or adds it to what is there. */
    void accumulate(boolean first, int from, int to) {
        if (isDouble) {
            double[] sum = doubleSum;
            double[] g = doubleGiven;
            if (first) {
                System.arraycopy(g, from, sum, from, to - from);
            } else {
                for (int i = from; i < to; i++) {
                    sum[i] += g[i];
                }
            }
        } else {
            float[] sum = floatSum;
            float[] g = floatGiven;
            if (first) {
                System.arraycopy(g, from, sum, from, to - from);
            } else {
                for (int i = from; i < to; i++) {
                    sum[i] += g[i];
                }
            }
        }
    }

    /** Limits each element of the gradient that the kernel sees to a magnitude. */
    void clamp(double limit, int from, int to) {
        if (isDouble) {
            double[] g = doubleGradient();
            for (int i = from; i < to; i++) {
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
        } else {
            float[] g = floatGradient();
            float max = (float) limit;
            for (int i = from; i < to; i++) {
                g[i] = Math.max(-max, Math.min(max, g[i]));
            }
        }
    }

    /** Gets memory for a copy of the parameter, if there is none yet. */
    void allocateBackup() {
        if (isDouble && doubleBackup.length != length) {
            doubleBackup = new double[length];
        } else if (!isDouble && floatBackup.length != length) {
            floatBackup = new float[length];
        }
    }

    /** Copies the parameter away. */
    void backUp() {
        System.arraycopy(floatParameter, 0, floatBackup, 0, floatParameter.length);
        System.arraycopy(doubleParameter, 0, doubleBackup, 0, doubleParameter.length);
    }

    /** Puts the copied parameter back. */
    void putBack() {
        System.arraycopy(floatBackup, 0, floatParameter, 0, floatParameter.length);
        System.arraycopy(doubleBackup, 0, doubleParameter, 0, doubleParameter.length);
    }
}
