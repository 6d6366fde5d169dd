package io.multiproc.core.pool.task;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.pool.wire.Overdue;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dead worker, for the outcome of what it ran.
 *
 * @param untouched number of tasks that it held and had not begun
 * @param overdue what it ran and what had run too long, for which it was ended; or null
 * @param stage how far it had got with it
 * @param bytes of what it had to receive for it
 * @param errorsRead whether what it wrote to its standard error was read here
 */
public record LastMoments(
        String worker,
        long pid,
        ExitStatus status,
        int untouched,
        @Nullable Overdue overdue,
        Stage stage,
        long bytes,
        boolean errorsRead) {}
