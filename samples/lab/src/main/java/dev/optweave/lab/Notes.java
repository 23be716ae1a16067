package dev.optweave.lab;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Prints what the runtime warns of as the lab prints things, each once. */
final class Notes extends Handler {

    /** Held, as a logger that nobody holds forgets its handlers. */
    private static final Logger LOGGER = Logger.getLogger("dev.optweave");

    private final PrintStream err;
    private final Set<String> said = new HashSet<>();

    private Notes(PrintStream err) {
        this.err = err;
    }

    /**
     * From now on prints warnings there, and nothing that is less than a warning: what runs a rule
     * is gathered by {@link Backends}.
     */
    static void to(PrintStream err) {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(new Notes(err));
    }

    @Override
    public synchronized void publish(LogRecord record) {
        String message = new SimpleFormatter().formatMessage(record);
        if (record.getLevel().intValue() >= Level.WARNING.intValue() && said.add(message)) {
            err.println("note: " + message);
        }
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
