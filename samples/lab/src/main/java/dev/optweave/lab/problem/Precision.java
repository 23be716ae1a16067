package dev.optweave.lab.problem;

import dev.optweave.lab.message.UserException;

/** The type in which parameters and gradients lie in memory. */
public enum Precision {
    FLOAT32("float32"),
    FLOAT64("float64"),
    /** Brain floats; computed in float. */
    BFLOAT16("bfloat16");

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /** What to say of a type that traces are not replayed in. */
    public UserException notReplayed() {
        return new UserException("traces are replayed in float32 or float64, not in " + this);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
