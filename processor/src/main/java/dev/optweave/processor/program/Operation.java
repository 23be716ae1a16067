package dev.optweave.processor.program;

/** What an instruction does. */
public sealed interface Operation {

    /**
     * A number.
     *
     * @param absent whether this is the zero of a hyperparameter that is switched off, and so
     *     removes the terms it multiplies
     */
    record Constant(double value, boolean absent) implements Operation {}

    /** The value of a hyperparameter at this step. */
    record Hyperparameter(String name) implements Operation {}

    /** The step number: 1 on the first step. */
    record StepNumber() implements Operation {}

    /** How many elements the tensor, or all tensors together, have. */
    record ElementCount(Scope scope) implements Operation {}

    /**
     * The value of a variable when the section starts. The gradient's is multiplied by the
     * optimizer's gradient scale as it is loaded.
     */
    record Load(Variable variable) implements Operation {}

    /** A function of the arguments alone, rounded once. */
    record Compute(Function function) implements Operation {}

    /** The argument reduced over the elements of a tensor or of all tensors. */
    record Reduce(Reduction reduction, Scope scope) implements Operation {}

    /** What a reduction ranges over. */
    enum Scope {
        TENSOR,
        ALL
    }

    /** Associative operations, applied along one fixed tree of blocks. */
    enum Reduction {
        SUM,
        /** The largest; of no elements, 0. */
        MAX
    }
}
