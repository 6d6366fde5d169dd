package io.multiproc.core.logging;

import io.multiproc.logging.ProcessLogFormatter;
import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Prints lines of a {@link ProcessLogFormatter} to standard error, whatever that is at the moment. */
final class StderrHandler extends Handler {

    StderrHandler() {
        setFormatter(new ProcessLogFormatter());
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        PrintStream target = System.err;
        if (record != null && target != null && isLoggable(record)) {
            target.print(getFormatter().format(record));
            target.flush();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
