package io.multiproc.core.failure;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.process.ProcessException;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * An exception on its way to another process.
 *
 * <p>The exception is encoded within the message, so that one which cannot be sent, or not be read here, still arrives
 * as text.
 *
 * @param text what its {@code toString} was
 * @param stackTrace as it was printed where it was thrown
 * @param exception null if it cannot be sent, or not be read here
 */
public record FailureMessage(
        String text, String stackTrace, @Nullable Throwable exception) {

    /** Where it was thrown: the exception as bytes; never fails. */
    public static byte[] encode(ObjectCodec codec, Throwable failure, int headroom) {
        byte[] exception;
        try {
            exception = codec.encode(failure, 0);
        } catch (ProcessException notSendable) {
            exception = new byte[0];
        }
        return codec.encode(new Object[] {textOf(failure), stackTraceOf(failure), exception}, headroom);
    }

    /**
     * Where it has arrived.
     *
     * @param sender for messages to people
     * @throws UnreadableMessageException if it is not such a message
     */
    public static FailureMessage decode(ObjectCodec codec, byte[] payload, int offset, String sender) {
        Object[] parts = codec.decode(payload, offset, payload.length - offset) instanceof Object[] read ? read : null;
        if (parts == null || parts.length != 3 || !(parts[2] instanceof byte[] exception)) {
            throw new UnreadableMessageException("not a failure message from " + sender, null);
        }
        return new FailureMessage(String.valueOf(parts[0]), String.valueOf(parts[1]), read(codec, exception));
    }

    /**
     * What failed and how, with the remote stack trace if there is no exception that has it.
     *
     * @param what such as {@code task 17 failed in worker-1 (pid 4711)}
     */
    public String describe(String what) {
        return what + ": " + text + (exception == null ? "\n" + stackTrace : "");
    }

    private static @Nullable Throwable read(ObjectCodec codec, byte[] encoded) {
        if (encoded.length == 0) {
            return null;
        }
        try {
            return codec.decode(encoded, 0, encoded.length) instanceof Throwable exception ? exception : null;
        } catch (UnreadableMessageException e) {
            return null; // told as text
        }
    }

    /** A user's exception may fail even at this. */
    private static String textOf(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException e) {
            return failure.getClass().getName();
        }
    }

    private static String stackTraceOf(Throwable failure) {
        StringWriter text = new StringWriter();
        try {
            failure.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) {
            text.write("(its stack trace cannot be printed: " + e.getClass().getName() + ")");
        }
        return text.toString();
    }
}
