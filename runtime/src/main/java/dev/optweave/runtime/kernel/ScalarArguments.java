package dev.optweave.runtime.kernel;

/** Takes the scalars that a loop needs, one after the other. */
@FunctionalInterface
public interface ScalarArguments {

    /**
     * The next scalar.
     *
     * @param value in double, to be narrowed to the tensor's type; of a truth value, 1 or 0
     */
    void add(double value);
}
