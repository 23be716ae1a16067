package dev.optweave.runtime.internal;

/** What an optimizer is in the middle of, and what is not possible meanwhile. */
final class Condition {

    private final String rule;
    private boolean stepping;
    private boolean torn;
    private boolean closed;
    private String view = "";

    /**
     * @param rule the rule's name, for messages
     */
    Condition(String rule) {
        this.rule = rule;
    }

    /** A step begins or ends. */
    void stepping(boolean now) {
        stepping = now;
    }

    /** Parameters and states go together no more, or again. */
    void torn(boolean now) {
        torn = now;
    }

    /** The last that happens. */
    void close() {
        closed = true;
    }

    /** A view is open, called so in messages; empty for none. */
    void view(String name) {
        view = name;
    }

    String view() {
        return view;
    }

    /** Throws if an optimizer in this condition cannot do what was asked for. */
    void requireReady(String what) {
        if (closed) {
            throw refused(what, "the optimizer is closed");
        }
        requireNotStepping(what);
        if (!view.isEmpty()) {
            throw refused(what, view + " is open; close it first");
        }
    }

    /** Throws if a step is under way. */
    void requireNotStepping(String what) {
        if (stepping) {
            throw refused(what, "a step is under way; its closure must not call the optimizer");
        }
    }

    /** Throws if an update failed midway, so that parameters and states do not go together. */
    void requireWhole(String what) {
        if (torn) {
            throw refused(what, "an update failed midway; restore parameters and states first");
        }
    }

    IllegalStateException refused(String what, String why) {
        return new IllegalStateException(rule + ": " + what + " is not possible: " + why);
    }
}
