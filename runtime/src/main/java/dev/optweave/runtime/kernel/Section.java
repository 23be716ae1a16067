package dev.optweave.runtime.kernel;

/** The parts of a rule that run at different times. */
public enum Section {
    /** Before the first update: what the states start as. */
    INITIALIZE,
    /** Before the gradient is computed: where it is computed, stored over the parameter. */
    GRADIENT_POINT,
    /** The equations. */
    UPDATE,
    /** The parameters to evaluate with, stored over the parameter. */
    EVALUATION_POINT
}
