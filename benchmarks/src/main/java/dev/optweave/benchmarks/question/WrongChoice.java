package dev.optweave.benchmarks.question;

/** An argument that cannot be followed; the message says what is allowed. */
public final class WrongChoice extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WrongChoice(String message) {
        super(message);
    }

    public WrongChoice(String message, Throwable cause) {
        super(message, cause);
    }
}
