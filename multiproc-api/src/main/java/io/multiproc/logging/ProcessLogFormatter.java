package io.multiproc.logging;

import io.multiproc.CurrentTask;
import io.multiproc.Multiprocessing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Says in each line which process has logged it, and in a pool's worker during which task:
 *
 * <pre>
 * [INFO/images-worker-2, task 17 (item 35)] wrote cat.png
 * </pre>
 *
 * <p>For the handlers of a parent that gets the records of its children ({@link ForwardedLogRecord}), and for those of
 * a child. By the program, or in {@code logging.properties}:
 *
 * <pre>{@code
 * handler.setFormatter(new ProcessLogFormatter());
 * java.util.logging.ConsoleHandler.formatter = io.multiproc.logging.ProcessLogFormatter
 * }</pre>
 *
 * <p>The lines of {@link Multiprocessing#logToStderr()} have this form, which is that of Python's
 * {@code log_to_stderr}. May be used by any thread.
 */
public final class ProcessLogFormatter extends Formatter {

    /** For handlers, and for the name in a file of properties. */
    public ProcessLogFormatter() {}

    @Override
    public String format(LogRecord record) {
        String process = record instanceof ForwardedLogRecord forwarded
                ? forwarded.processName()
                : Multiprocessing.currentProcess().name();
        String task = (record instanceof ForwardedLogRecord forwarded ? forwarded.task() : CurrentTask.label())
                .map(label -> ", " + label)
                .orElse("");
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        lines.println("[" + record.getLevel().getName() + "/" + process + task + "] " + formatMessage(record));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(lines);
        }
        lines.flush();
        return text.toString();
    }
}
