package dev.optweave.runtime.internal;

import dev.optweave.State.Shape;
import dev.optweave.runtime.internal.storage.GroupStorage;
import dev.optweave.runtime.kernel.GroupStep;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import java.util.Arrays;

/** The memory of one group: its kernel, hyperparameters, states per step and scalars. */
public final class GroupMemory extends GroupStep {

    private final RuleKernel kernel;
    private final GroupStorage storage;
    private final Hyperparameters hyperparameters;
    private final boolean[] present;
    private final double[] states;
    private final double[] nextStates;
    private final double[] scalars;
    private final double[] reductions;
    private final double elementCount;
    private long step;
    private boolean readsSum;
    private double gradientScale = 1;
    private double clipping = 1;

    /**
     * @param kernel the specialization that the group runs
     * @param storage what the values of the group's tensors lie in
     * @param elementCount the number of elements of all tensors of all groups
     */
    public GroupMemory(
            RuleDescriptor rule,
            RuleKernel kernel,
            Hyperparameters hyperparameters,
            GroupStorage storage,
            long elementCount) {
        this.kernel = kernel;
        this.storage = storage;
        this.hyperparameters = hyperparameters;
        this.elementCount = elementCount;
        int count = rule.states().size();
        this.present = new boolean[count];
        for (int i = 0; i < count; i++) {
            StateDescriptor state = rule.states().get(i);
            if (state.shape() == Shape.ROW || state.shape() == Shape.COLUMN) {
                throw new IllegalArgumentException(
                        rule.name()
                                + ": state `"
                                + state.name()
                                + "` has shape "
                                + state.shape()
                                + ", which is not supported; allowed: ELEMENT, TENSOR, STEP");
            }
            present[i] = !kernel.layout().absentStates().contains(state.name());
        }
        this.states = new double[count];
        this.nextStates = new double[count];
        int mostScalars = 0;
        int mostReductions = 0;
        for (SectionLayout section : kernel.layout().sections()) {
            mostScalars = Math.max(mostScalars, section.groupScalars());
            mostReductions =
                    Math.max(
                            mostReductions,
                            section.loops().stream().mapToInt(l -> l.reductions().size()).sum());
        }
        this.scalars = new double[mostScalars];
        this.reductions = new double[mostReductions];
    }

    public RuleKernel kernel() {
        return kernel;
    }

    /** What the values of the group's tensors lie in. */
    public GroupStorage storage() {
        return storage;
    }

    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    /** Whether the state has memory in this group. */
    public boolean hasState(int index) {
        return present[index];
    }

    /** How many states the rule has. */
    int stateCount() {
        return states.length;
    }

    @Override
    public long step() {
        return step;
    }

    void step(long number) {
        step = number;
    }

    /**
     * Chooses what the kernel sees as the gradients: the sums of several, or those given.
     *
     * @param scale what they are multiplied by, in this group's tensors alike
     */
    void show(boolean sum, double scale) {
        readsSum = sum;
        gradientScale = scale;
        clipping = 1;
    }

    /** Multiplies all gradients by this too, after whatever each is multiplied by. */
    void clip(double factor) {
        clipping = factor;
    }

    /** Whether the kernel sees the sums of several gradients, or those given. */
    boolean readsSum() {
        return readsSum;
    }

    /** What a gradient is multiplied by that is clipped to its own norm by this factor. */
    double gradientScale(double ownClipping) {
        return gradientScale * ownClipping * clipping;
    }

    @Override
    public double hyperparameter(int index) {
        return hyperparameters.get(index);
    }

    @Override
    public double state(int index) {
        return states[index];
    }

    @Override
    public void state(int index, double value) {
        nextStates[index] = value;
    }

    /** Sets a state at once, between steps. */
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

    @Override
    public double elementCount() {
        return elementCount;
    }

    /** Makes the states as they were when the section began also the ones it ends with. */
    void beginSection() {
        System.arraycopy(states, 0, nextStates, 0, states.length);
    }

    /** Sets all states to zero, as before the first step. */
    void clearStates() {
        Arrays.fill(states, 0);
    }

    /** Puts the stored states into effect. */
    void commitStates() {
        System.arraycopy(nextStates, 0, states, 0, states.length);
    }
}
