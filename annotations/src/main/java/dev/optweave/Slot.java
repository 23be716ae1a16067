package dev.optweave;

/** A state of an optimizer, readable by element. What a rule's {@link State} methods return. */
public interface Slot {

    /** The state's name in the equations. */
    String name();

    /** How many tensors (or, for a state per step, groups) the state has values for. */
    int tensors();

    /**
     * How many values the state keeps for one tensor: its elements, 1, or 0 where the values of the
     * hyperparameters made the state unnecessary.
     *
     * @throws IndexOutOfBoundsException if there is no such tensor
     */
    int length(int tensor);

    /**
     * One value, widened to double.
     *
     * @throws IndexOutOfBoundsException if there is no such tensor or element
     */
    double get(int tensor, int element);
}
