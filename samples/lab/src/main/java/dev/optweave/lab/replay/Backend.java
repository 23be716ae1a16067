package dev.optweave.lab.replay;

/** What runs the rule during a replay. */
public enum Backend {
    /** The generated Java class, in the runtime. */
    JAVA("java"),
    /** The interpreter of the lowered program. */
    INTERPRETER("interpreter");

    private final String text;

    Backend(String text) {
        this.text = text;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
