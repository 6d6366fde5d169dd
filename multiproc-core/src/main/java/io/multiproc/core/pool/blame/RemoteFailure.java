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
        Throwable thrown = takingSuppressed(cause);
        thrown.addSuppressed(remote);
        return thrown;
    }

    /** The JVM makes the error of a full stack so that it takes none. */
    private static Throwable takingSuppressed(Throwable failure) {
        if (failure.getClass() != StackOverflowError.class) {
            return failure;
        }
        StackOverflowError fresh = new StackOverflowError(failure.getMessage());
        fresh.setStackTrace(failure.getStackTrace());
        return fresh;
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
