package io.multiproc.core.logging;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.CurrentTask;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.logging.ForwardedLogRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * In a child: sends what is logged to the parent.
 *
 * <p>The threads that log encode their records and put them into a queue; a thread of this class sends them, so that a
 * parent that does not read holds up that one only.
 */
public final class LogSender extends Handler implements Runnable {

    private static final String OWN_NAME = "io.multiproc.core.logging";
    private static final long FINISH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Endpoint control;
    private final Formatter messages = new SimpleFormatter();
    private final LogQueue queue = new LogQueue(LogSender::droppedReport, FrameDescriptor.HEADER_BYTES);
    private final Thread thread = new Thread(this, "multiproc-log-sender");

    private LogSender(Endpoint control) {
        this.control = control;
    }

    /**
     * Has the loggers of this child do as its parent wants.
     *
     * @return what sends the records; null if none are to be sent
     */
    public static @Nullable LogSender begin(LogSettings settings, Endpoint control) {
        if (settings.level() != null) {
            PackageLogger.inherit(settings.level().toLevel(), settings.toStderr());
        }
        if (!settings.forwards()) {
            return null;
        }
        LogSender sender = new LogSender(control);
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                root.removeHandler(handler); // the parent prints the record
            }
        }
        if (settings.forwardedLevel() != null) {
            Level level = settings.forwardedLevel().toLevel();
            root.setLevel(level);
            sender.setLevel(level);
        }
        root.addHandler(sender);
        sender.thread.setDaemon(true);
        sender.thread.start();
        return sender;
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        if (record == null || !isLoggable(record) || Thread.currentThread() == thread) {
            return;
        }
        try {
            queue.offer(LogMessage.encode(record, messages.formatMessage(record), stack(record), origin(record)));
        } catch (RuntimeException e) { // of an argument of the message, which must not hurt who logs it
            reportError("cannot forward a log record", e, ErrorManager.FORMAT_FAILURE);
        }
    }

    private static @Nullable String stack(LogRecord record) {
        if (record.getThrown() == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** Of a record that comes from a child of this process: that child. */
    private static LogMessage.Origin origin(LogRecord record) {
        if (record instanceof ForwardedLogRecord forwarded) {
            return new LogMessage.Origin(
                    forwarded.processName(),
                    forwarded.pid(),
                    forwarded.threadName(),
                    forwarded.task().orElse(null));
        }
        CurrentProcess self = CurrentProcess.get();
        Thread current = Thread.currentThread();
        String name =
                current.getId() == record.getLongThreadID() ? current.getName() : "thread-" + record.getLongThreadID();
        return new LogMessage.Origin(self.name(), self.pid(), name, CurrentTask.label());
    }

    private static byte[] droppedReport(long count) {
        LogRecord record = new LogRecord(Level.WARNING, "");
        record.setLoggerName(OWN_NAME);
        record.setSourceClassName(LogSender.class.getName());
        record.setSourceMethodName("publish");
        CurrentProcess self = CurrentProcess.get();
        return LogMessage.encode(
                record,
                count + " log records of process " + self.name() + " were dropped: the parent did not take them in time"
                        + " (its handlers are slow, or it was stopped)",
                null,
                new LogMessage.Origin(
                        self.name(), self.pid(), Thread.currentThread().getName(), null));
    }

    @Override
    public void run() {
        try {
            while (true) {
                control.send(queue.take());
            }
        } catch (IOException e) {
            queue.abandon(); // the parent is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The parent has published that much. */
    public void taken(byte[] payload) {
        queue.taken(LogMessage.readTaken(payload));
    }

    /**
     * At the end of this process: waits until the parent has published all records, but not for long.
     *
     * @return whether it has, so that nothing more will come from it
     */
    public boolean finish() {
        return queue.finish(FINISH_NANOS);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
