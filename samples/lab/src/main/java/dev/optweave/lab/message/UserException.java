package dev.optweave.lab.message;

/**
 * Something the user can put right: a file that is not there, a rule that does not exist. Its
 * message says what is wrong, where, and what to do; it is shown without a stack trace.
 */
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A mistake found by the lab itself. */
    public UserException(String message) {
        super(message);
    }

    /** A mistake found by something the lab called. */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
