package io.multiproc.core.logging;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.BackgroundThread;
import io.multiproc.logging.ForwardedLogRecord;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.ErrorManager;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * In a parent: publishes what a child has logged on the loggers of the same names, or on standard error when the JDK
 * has taken their handlers away at the end.
 *
 * <p>All children share one thread, which goes when it has had nothing to do for a moment. What waits for it is bounded
 * by the children: they send no more than a window that has not been published. Nothing is decoded by the caller, which
 * is the hub's event loop.
 */
public final class LogReceiver {

    private static final System.Logger LOG = System.getLogger(LogReceiver.class.getName());
    private static final Executor THREAD = BackgroundThread.named("multiproc-logs");

    private final Consumer<byte[]> reply;

    /**
     * A receiver for one child.
     *
     * @param reply sends a frame to it
     */
    public LogReceiver(Consumer<byte[]> reply) {
        this.reply = reply;
    }

    /** Takes the payload of a LOG frame. */
    public void received(byte[] payload) {
        THREAD.execute(() -> {
            try {
                publish(LogMessage.decode(payload));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a log record of a child cannot be read", e);
            } finally {
                reply.accept(LogMessage.taken(payload.length));
            }
        });
    }

    private static void publish(ForwardedLogRecord record) {
        try {
            Logger logger = Logger.getLogger(record.getLoggerName());
            if (hasHandlers(logger) || !haveHandlersBeenRemoved()) {
                logger.log(record);
            } else if (logger.isLoggable(record.getLevel())) {
                new StderrHandler().publish(record);
            }
        } catch (RuntimeException e) { // logged, it would come to the same handler
            new ErrorManager()
                    .error("a handler failed for a record of " + record.processName(), e, ErrorManager.WRITE_FAILURE);
        }
    }

    private static boolean hasHandlers(Logger logger) {
        for (Logger next = logger; next != null; next = next.getUseParentHandlers() ? next.getParent() : null) {
            if (next.getHandlers().length > 0) {
                return true;
            }
        }
        return false;
    }

    /** The JDK does that when its own shutdown hook runs, while this process may wait for children for long. */
    private static boolean haveHandlersBeenRemoved() {
        return LogManager.getLogManager().getClass() == LogManager.class && AtExit.hasBegun();
    }

    /** Completed when all that was received up to now has been published. */
    public CompletableFuture<Void> drained() {
        return CompletableFuture.runAsync(() -> LOG.log(Level.TRACE, "all records of a child are published"), THREAD);
    }
}
