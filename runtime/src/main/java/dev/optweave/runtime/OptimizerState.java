package dev.optweave.runtime;

import dev.optweave.State.Shape;
import dev.optweave.runtime.internal.storage.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Everything an optimizer knows besides the parameters and its settings: the step number, all
 * states as they are stored, running products among them, companions and moving averages of
 * parameters, and gradients accumulated for the next update. An optimizer of the same rule that
 * continues from it takes the same steps, bit for bit, if the parameters too are what they were.
 *
 * <p>Parameters and hyperparameters are not part of it: the former belong to the caller, the latter
 * to the program, and so do the seed and the loss scale.
 */
public final class OptimizerState {

    /** What is not per group or per tensor. */
    record Header(String rule, long steps, boolean initialized, int accumulated, Scaling scaling) {}

    /** What is known of the loss's scale, and of updates that were skipped. */
    record Scaling(double lossScale, long skippedSteps) {

        /** Of states that were saved before there was a scale. */
        static final Scaling NONE = new Scaling(1, 0);
    }

    /** A state's name and shape. */
    record StateName(String name, Shape shape) {}

    /**
     * A group's values, one for each state of the rule.
     *
     * @param present whether the state has memory in the group
     * @param values the values of the states per step; 0 for others
     */
    record GroupState(String name, boolean[] present, double[] values) {}

    /**
     * A tensor's values.
     *
     * @param elements what each state lies in; empty where the state is not per element or has no
     *     memory
     * @param values the values of the states per tensor; 0 for others
     */
    record TensorState(Layout layout, List<Stream> elements, double[] values, Extras extras) {}

    /**
     * What a tensor has besides the rule's states.
     *
     * @param sum the sum of the accumulated gradients; empty if there is none
     * @param average the parameters' moving average; empty if there is none
     * @param companion what the parameters have lost, as brain floats; empty if they have none
     */
    record Extras(Stream sum, Stream average, short[] companion) {}

    /** What a tensor's values belong to. */
    record Layout(String name, ElementType type, List<Integer> shape, int group) {

        static Layout of(Tensor tensor, int group) {
            return new Layout(
                    tensor.name(),
                    tensor.type(),
                    Arrays.stream(tensor.shape()).boxed().toList(),
                    group);
        }

        /** Name, element type and shape, as {@link Tensor#toString} has them. */
        @Override
        public String toString() {
            return name + " " + type + shape;
        }
    }

    private final Header header;
    private final List<StateName> states;
    private final List<GroupState> groups;
    private final List<TensorState> tensors;

    OptimizerState(
            Header header,
            List<StateName> states,
            List<GroupState> groups,
            List<TensorState> tensors) {
        this.header = header;
        this.states = List.copyOf(states);
        this.groups = List.copyOf(groups);
        this.tensors = List.copyOf(tensors);
    }

    /** The name of the rule whose state this is. */
    public String ruleName() {
        return header.rule();
    }

    /** How many updates had been done. */
    public long steps() {
        return header.steps();
    }

    /** What the gradients were divided by. */
    public double lossScale() {
        return header.scaling().lossScale();
    }

    /** How many updates had been skipped, as their gradients were not finite. */
    public long skippedSteps() {
        return header.scaling().skippedSteps();
    }

    /**
     * Writes the state in a binary format of its own, with a checksum. The stream is flushed and
     * stays open.
     *
     * @throws IOException if the stream throws it
     */
    public void writeTo(OutputStream stream) throws IOException {
        StateWriter.write(this, stream);
    }

    /**
     * Reads what {@link #writeTo} wrote, and not a byte more.
     *
     * @throws IOException if the stream throws it or ends too early, or holds something else, a
     *     newer version of the format, or a state that was damaged
     */
    public static OptimizerState readFrom(InputStream stream) throws IOException {
        return StateReader.read(stream);
    }

    Header header() {
        return header;
    }

    List<StateName> states() {
        return states;
    }

    List<GroupState> groups() {
        return groups;
    }

    List<TensorState> tensors() {
        return tensors;
    }
}
