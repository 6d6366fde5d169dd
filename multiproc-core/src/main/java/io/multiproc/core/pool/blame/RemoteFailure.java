package io.multiproc.core.pool.blame;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.reduction.UnreadableMessageException;
import org.jspecify.annotations.Nullable;

/** What a failure that a worker has told becomes where it is thrown. */
public final class RemoteFailure {

    private RemoteFailure() {}

    /**
     * What is to be thrown, with a {@link RemoteTaskException} that says where it happened.
     *
     * @param where such as {@code task 17}
     * @param task what can be run again, or null
     */
    public static Throwable decode(
            ObjectCodec codec,
            byte[] payload,
            int offset,
            String where,
            String worker,
            long pid,
            @Nullable FailedTask task) {
        FailureMessage failure;
        try {
            failure = FailureMessage.decode(codec, payload, offset, worker);
        } catch (UnreadableMessageException e) {
            return e;
        }
        Throwable cause = failure.exception();
        boolean unchecked = cause instanceof RuntimeException || cause instanceof Error;
        RemoteTaskException remote = remote(failure, where, worker, pid, unchecked ? null : cause, task);
        if (cause == null || !unchecked) {
            return remote;
        }
        cause.addSuppressed(remote);
        return cause.getSuppressed().length > 0 ? cause : anew(cause, remote);
    }

    /**
     * The JVM makes some so that they take no suppressed exceptions: of a full stack, or a NullPointerException of code that has
     * thrown many. The program's own that take none are left as they are.
     */
    private static Throwable anew(Throwable failure, RemoteTaskException remote) {
        if (failure.getClass().getClassLoader() != null) {
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

    /** Says where it happened. */
    static RemoteTaskException remote(
            FailureMessage failure,
            String where,
            String worker,
            long pid,
            @Nullable Throwable cause,
            @Nullable FailedTask task) {
        return new RemoteTaskException(
                failure.describe(where + " failed in " + worker + " (pid " + pid + ")"),
                worker,
                pid,
                failure.stackTrace(),
                cause,
                task);
    }
}
