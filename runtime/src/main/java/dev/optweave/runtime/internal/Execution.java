package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.Section;

/**
 * Where loops over elements run, and who moves parameters about: Java's threads, or a device. What
 * runs when is the {@link Stepper}'s to say, and scalars are computed on the host either way.
 */
public interface Execution extends AutoCloseable {

    /** Whether any group has something to do in a section. */
    boolean has(Section section);

    /** Runs a section; what it stores into states per step and per tensor is not yet valid. */
    void run(Section section);

    /** Gets memory for sums of gradients. */
    void allocateSums();

    /** Puts each given gradient into its sum, or adds it to what is there. */
    void accumulate(boolean first);

    /** Limits each element of the gradients that the kernels see to a magnitude. */
    void clamp(double limit);

    /** Gets memory for sums of squares. */
    default void allocateSquares() {}

    /**
     * Sums the squares of the gradients that the kernels see, in double.
     *
     * @param blocks where the sum of each block of each tensor goes
     */
    void square(double[][] blocks);

    /** Gets memory for moving averages of the parameters, which updates keep from now on. */
    void allocateAverages();

    /** Sets the averages to the parameters. */
    void beginAverages();

    /** Sets the weight that the parameters have in the averages after the next update. */
    void weighAverages(double ofParameters);

    /** Sets the parameters to the averages, rounded as parameters are. */
    void showAverages();

    /**
     * Makes gradients zero once they have been used, from now on: after an update, or where they
     * accumulate, after each has been added.
     *
     * @param accumulates whether they accumulate
     */
    void keepGradientsZero(boolean accumulates);

    /** Makes the given gradients zero. */
    void zeroGradients();

    /** Gets memory for a copy of the parameters, if there is none yet. */
    void allocateBackups();

    /** Copies the parameters away. */
    void backUp();

    /** Puts the copied parameters back. */
    void putBack();

    /** Sets the states per element to zero, as before the first step. */
    void clearStates();

    /** What must happen before a closure looks at the parameters. */
    default void beforeClosure() {}

    /** What must happen once gradients have been computed, before a step uses them. */
    default void takeGradients() {}

    /** What must happen once the parameters have changed for a while. */
    default void giveParameters() {}

    /** Makes the states per element readable in the tensors' memory. */
    default void readStates() {}

    /** Takes over states per element, and sums, from the tensors' memory. */
    default void writeStates() {}

    /** Ends what runs; states in Java's arrays stay readable. */
    @Override
    void close();
}
