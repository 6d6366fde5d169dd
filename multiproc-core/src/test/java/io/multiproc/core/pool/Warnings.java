package io.multiproc.core.pool;

import io.multiproc.core.logging.RecordingHandler;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs instead of having it printed, until it is closed. */
public final class Warnings implements AutoCloseable {

    private final Logger logger;
    private final RecordingHandler records = new RecordingHandler();

    public Warnings(Class<?> logging) {
        this(logging.getName());
    }

    /** For a class that cannot be seen. */
    public Warnings(String logging) {
        logger = Logger.getLogger(logging);
        logger.addHandler(records);
        logger.setUseParentHandlers(false);
    }

    public List<LogRecord> all() {
        return records.all();
    }

    @Override
    public void close() {
        logger.removeHandler(records);
        logger.setUseParentHandlers(true);
    }
}
