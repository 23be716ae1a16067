package dev.optweave.lab.problem;

/** The type in which parameters and gradients lie in memory. */
public enum Precision {
    FLOAT32("float32"),
    FLOAT64("float64");

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
