package io.multiproc.core.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs instead of having it printed, until it is closed. */
public final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    public Warnings(Class<?> logging) {
        this(logging.getName());
    }

    /** For a class that cannot be seen. */
    public Warnings(String logging) {
        logger = Logger.getLogger(logging);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    public List<LogRecord> all() {
        return records;
    }

    @Override
    public void publish(LogRecord warning) {
        records.add(warning);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
