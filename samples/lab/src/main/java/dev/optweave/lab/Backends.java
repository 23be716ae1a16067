package dev.optweave.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Gathers the lines in which the runtime says what runs rules and why, until it is closed. */
final class Backends extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.optweave");
    private final Set<String> lines = new LinkedHashSet<>();

    Backends() {
        logger.addHandler(this);
    }

    /** The lines so far, each once. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (record.getLevel().intValue() == Level.INFO.intValue()) {
            lines.add(new SimpleFormatter().formatMessage(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
