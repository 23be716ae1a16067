package dev.optweave.benchmarks.question;

/** An argument that cannot be followed; the message says what is allowed. */
final class WrongChoice extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongChoice(String message) {
        super(message);
    }

    WrongChoice(String message, Throwable cause) {
        super(message, cause);
    }
}
