package io.multiproc.core.pool.blame;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.pool.TaskPlace;
import io.multiproc.reduction.UnreadableMessageException;
import org.jspecify.annotations.Nullable;

/** What a failure that a worker has told becomes where it is thrown. */
public final class RemoteFailure {

    private static final int MOST_CAUSES = 100;

    private RemoteFailure() {}

    /**
     * What is to be thrown, with a {@link RemoteTaskException} that says where it happened.
     *
     * @param what such as {@code task 17}
     * @param task what can be run again, or null
     */
    public static Throwable decode(
            ObjectCodec codec, byte[] payload, int offset, String what, TaskPlace place, @Nullable FailedTask task) {
        FailureMessage failure;
        try {
            failure = FailureMessage.decode(codec, payload, offset, place.worker());
        } catch (UnreadableMessageException e) {
            return e;
        }
        Throwable cause = failure.exception();
        boolean unchecked = cause instanceof RuntimeException || cause instanceof Error;
        RemoteTaskException remote = remote(failure, what, place, unchecked ? null : cause, task);
        if (cause == null || !unchecked) {
            return remote;
        }
        cause.addSuppressed(remote);
        return cause.getSuppressed().length > 0 ? cause : anew(cause, remote);
    }

    /**
     * The JVM makes some so that they take no suppressed exceptions: of a full stack, or a NullPointerException of code
     * that has thrown many. The program's own that take none have it with the first of their causes that does.
     */
    private static Throwable anew(Throwable failure, RemoteTaskException remote) {
        if (failure.getClass().getClassLoader() != null) {
            addToCause(failure, remote);
            return failure;
        }
        try {
            Throwable made =
                    (Throwable) failure.getClass().getConstructor(String.class).newInstance(failure.getMessage());
            made.setStackTrace(failure.getStackTrace());
            made.addSuppressed(remote);
            return made;
        } catch (ReflectiveOperationException e) { // there is no other way to make one
            return failure;
        }
    }

    private static void addToCause(Throwable failure, RemoteTaskException remote) {
        Throwable one = failure.getCause();
        for (int depth = 0; one != null && depth < MOST_CAUSES; depth++) { // they may go in a circle
            one.addSuppressed(remote);
            if (one.getSuppressed().length > 0) {
                return;
            }
            one = one.getCause();
        }
    }

    /** Says where it happened. */
    static RemoteTaskException remote(
            FailureMessage failure,
            String what,
            TaskPlace place,
            @Nullable Throwable cause,
            @Nullable FailedTask task) {
        return new RemoteTaskException(
                failure.describe(what + " failed in " + place.worker() + " (pid " + place.pid() + ")"),
                place,
                failure.stackTrace(),
                cause,
                task);
    }
}
