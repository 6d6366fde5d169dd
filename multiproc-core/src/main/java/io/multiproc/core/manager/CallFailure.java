package io.multiproc.core.manager;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.process.ProcessException;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * An exception on its way from a server to who called.
 *
 * <p>The exception is encoded within the message, so that one which cannot be sent, or not be read here, still arrives as
 * text.
 */
final class CallFailure {

    private final RemoteCallException remote;
    private final @Nullable Throwable exception;

    private CallFailure(RemoteCallException remote, @Nullable Throwable exception) {
        this.remote = remote;
        this.exception = exception;
    }

    /** In the server: the exception as bytes; never fails. */
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
     * Where it was called.
     *
     * @param what such as {@code List.get}
     */
    static CallFailure decode(ObjectCodec codec, byte[] payload, String what, ServerIdentity server) {
        Object[] parts = (Object[]) codec.decode(payload, 0, payload.length);
        if (parts == null || parts.length != 3) {
            throw new UnreadableMessageException("not a failure message from " + server.inWords(), null);
        }
        Throwable exception = exception(codec, (byte[]) parts[2]);
        String message = what + " failed in " + server.inWords() + ": " + parts[0];
        String stack = String.valueOf(parts[1]);
        return new CallFailure(
                new RemoteCallException(
                        exception == null ? message + "\n" + stack : message,
                        server.name(),
                        server.pid(),
                        stack,
                        exception),
                exception);
    }

    /** What is thrown for an exception of the method itself: the exception if the caller must expect it. */
    Throwable thrown(Class<?>[] declared) {
        Throwable own = exception;
        if (own == null || !isExpected(own, declared)) {
            return remote;
        }
        own.addSuppressed(
                new RemoteCallException(message(), remote.server(), remote.pid(), remote.remoteStackTrace(), null));
        return own;
    }

    /** What is thrown for a failure of the call. */
    RemoteCallException remote() {
        return remote;
    }

    private String message() {
        return String.valueOf(remote.getMessage());
    }

    private static boolean isExpected(Throwable exception, Class<?>[] declared) {
        if (exception instanceof RuntimeException || exception instanceof Error) {
            return true;
        }
        for (Class<?> type : declared) {
            if (type.isInstance(exception)) {
                return true;
            }
        }
        return false;
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
