package io.multiproc.core.pool;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.process.ProcessException;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * An exception on its way from a worker to the pool.
 *
 * <p>The exception is encoded within the message, so that one which cannot be sent, or not be read here, still arrives as
 * text.
 */
final class RemoteFailure {

    private RemoteFailure() {}

    /** In the worker: the exception as bytes; never fails. */
    static byte[] encode(ObjectCodec codec, Throwable failure, int headroom) {
        byte[] exception;
        try {
            exception = codec.encode(failure, 0);
        } catch (ProcessException notSendable) {
            exception = new byte[0];
        }
        return codec.encode(new Object[] {text(failure), stackTrace(failure), exception}, headroom);
    }

    /**
     * In the parent: what is to be thrown, with a {@link RemoteTaskException} that says where it happened.
     *
     * @param where such as {@code task 17}
     */
    static Throwable decode(ObjectCodec codec, byte[] payload, int offset, String where, String worker, long pid) {
        Object[] parts;
        try {
            parts = (Object[]) codec.decode(payload, offset, payload.length - offset);
        } catch (UnreadableMessageException e) {
            return e;
        }
        if (parts == null || parts.length != 3) {
            return new UnreadableMessageException("not a failure message from " + worker, null);
        }
        String message = where + " failed in " + worker + " (pid " + pid + "): " + parts[0];
        String stack = String.valueOf(parts[1]);
        Throwable cause = exception(codec, (byte[]) parts[2]);
        RemoteTaskException remote = new RemoteTaskException(
                cause == null ? message + "\n" + stack : message,
                worker,
                pid,
                stack,
                cause instanceof RuntimeException || cause instanceof Error ? null : cause);
        if (cause instanceof RuntimeException unchecked) {
            unchecked.addSuppressed(remote);
            return unchecked;
        }
        if (cause instanceof Error error) {
            error.addSuppressed(remote);
            return error;
        }
        return remote;
    }

    private static @Nullable Throwable exception(ObjectCodec codec, byte[] encoded) {
        if (encoded.length == 0) {
            return null;
        }
        try {
            return (Throwable) codec.decode(encoded, 0, encoded.length);
        } catch (UnreadableMessageException e) {
            return null; // told as text
        }
    }

    /** A user's exception may fail even at this. */
    private static String text(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException e) {
            return failure.getClass().getName();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        try {
            failure.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) {
            text.write("(its stack trace cannot be printed: " + e.getClass().getName() + ")");
        }
        return text.toString();
    }
}
