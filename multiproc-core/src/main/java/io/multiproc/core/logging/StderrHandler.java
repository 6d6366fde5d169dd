package io.multiproc.core.logging;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.CurrentTask;
import io.multiproc.logging.ForwardedLogRecord;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Prints {@code [LEVEL/process name] message} to standard error, whatever that is at the moment. */
final class StderrHandler extends Handler {

    StderrHandler() {
        setFormatter(new Line());
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

    private static final class Line extends Formatter {

        @Override
        public String format(LogRecord record) {
            String process = record instanceof ForwardedLogRecord forwarded
                    ? forwarded.processName()
                    : CurrentProcess.get().name();
            String task = record instanceof ForwardedLogRecord forwarded
                    ? forwarded.task().orElse(null)
                    : CurrentTask.label();
            StringWriter text = new StringWriter();
            PrintWriter lines = new PrintWriter(text);
            lines.println("[" + record.getLevel().getName() + "/" + process + (task == null ? "" : ", " + task) + "] "
                    + formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(lines);
            }
            lines.flush();
            return text.toString();
        }
    }
}
