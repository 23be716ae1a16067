package dev.optweave.runtime.opencl;

/**
 * OpenCL is missing, or refused to do what was asked for: the message says which device, which
 * call, and what to do about it where that is known.
 */
public final class OpenClException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpenClException(String message) {
        super(message);
    }

    OpenClException(String message, Throwable cause) {
        super(message, cause);
    }
}
