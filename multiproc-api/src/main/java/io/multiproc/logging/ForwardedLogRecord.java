package io.multiproc.logging;

import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A log record of another process: what the handlers and filters of a parent get of a child whose logs are forwarded.
 *
 * <pre>{@code
 * handler.setFilter(record -> !(record instanceof ForwardedLogRecord forwarded)
 *         || !forwarded.processName().startsWith("noisy"));
 * }</pre>
 *
 * <p>Level, logger's name, time, and source class and method are those of the original. The message is formatted
 * already, in the child. The throwable is a stand-in that prints what the original would have printed: its class need
 * not exist here. Records are made by this library, and may be made by tests of handlers. As any log record, one
 * belongs to one thread at a time.
 *
 * @see io.multiproc.process.ProcessSettings#forwardLogs(boolean)
 */
public final class ForwardedLogRecord extends LogRecord {

    private static final long serialVersionUID = 1;

    private final String processName;
    private final long pid;
    private final String threadName;
    private final @Nullable String thrownText;
    private final @Nullable String task;

    /**
     * A record of another process.
     *
     * @param message formatted; null if the record has none
     * @param processName the name of the process in which it was logged
     * @param pid the id of that process
     * @param threadName the thread that logged it
     * @param thrownText the printed stack of the throwable that was logged, or null
     */
    public ForwardedLogRecord(
            Level level,
            @Nullable String message,
            String processName,
            long pid,
            String threadName,
            @Nullable String thrownText) {
        this(level, message, processName, pid, threadName, null, thrownText);
    }

    /**
     * A record of a pool's worker.
     *
     * @param message formatted; null if the record has none
     * @param processName the name of the process in which it was logged
     * @param pid the id of that process
     * @param threadName the thread that logged it
     * @param task what the worker was doing, or null
     * @param thrownText the printed stack of the throwable that was logged, or null
     */
    public ForwardedLogRecord(
            Level level,
            @Nullable String message,
            String processName,
            long pid,
            String threadName,
            @Nullable String task,
            @Nullable String thrownText) {
        super(level, message);
        this.task = task;
        this.processName = Objects.requireNonNull(processName, "processName");
        this.pid = pid;
        this.threadName = Objects.requireNonNull(threadName, "threadName");
        this.thrownText = thrownText;
        if (thrownText != null) {
            setThrown(new ForwardedStack(thrownText));
        }
    }

    /** The name of the process in which it was logged; through several parents, still that one. */
    public String processName() {
        return processName;
    }

    /** The id of the process in which it was logged. */
    public long pid() {
        return pid;
    }

    /** The name of the thread that logged it. */
    public String threadName() {
        return threadName;
    }

    /**
     * What the worker of a pool was doing when its thread, or one that the worker had started, logged it: such as
     * {@code task 17 (item 35)}, the numbers that exceptions of the pool have. Empty of other processes, and between
     * tasks.
     */
    public Optional<String> task() {
        return Optional.ofNullable(task);
    }

    /** The printed stack of the throwable that was logged, if there was one. */
    public Optional<String> thrownText() {
        return Optional.ofNullable(thrownText);
    }
}
