package io.multiproc.core.pool.blame;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.FailedTask;
import io.multiproc.reduction.UnreadableMessageException;
import org.jspecify.annotations.Nullable;

/** What is thrown of items that cannot be read, there or here. For one thread. */
public final class UnreadFailure {

    private static final String PREFIX = UnreadableMessageException.class.getName() + ": ";

    private final ObjectCodec codec;
    private final Task task;
    private byte @Nullable [] encodedBefore;
    private @Nullable FailureMessage failureBefore;

    public UnreadFailure(ObjectCodec codec, Task task) {
        this.codec = codec;
        this.task = task;
    }

    /**
     * Of an item that was not run, since the worker cannot read it.
     *
     * @param encoded what it said instead, from {@code offset} on
     * @param again what can be run again
     */
    public UnreadableMessageException argument(
            Reply.Answer answer, int item, byte[] encoded, int offset, FailedTask again) {
        FailureMessage failure;
        try {
            failure = decode(encoded, offset, answer.worker());
        } catch (UnreadableMessageException e) {
            return e;
        }
        String where = task.form().label(item);
        String what = task.firstItem() < 0 ? "what was sent for it" : "its argument";
        UnreadableMessageException thrown = new UnreadableMessageException(
                where + " was not run: " + what + " cannot be read in worker " + answer.worker() + " (pid "
                        + answer.pid() + "): " + reason(failure) + WireFailure.UNREAD_REMEDY,
                cause(failure));
        thrown.addSuppressed(RemoteFailure.remote(failure, where, answer.place(task.form(), item), null, again));
        return thrown;
    }

    /** Items for which the same was sent share it here as well. */
    private FailureMessage decode(byte[] encoded, int offset, String worker) {
        FailureMessage known = encoded == encodedBefore ? failureBefore : null;
        if (known == null) {
            known = FailureMessage.decode(codec, encoded, offset, worker);
            encodedBefore = encoded;
            failureBefore = known;
        }
        return known;
    }

    private static String reason(FailureMessage failure) {
        if (failure.exception() != null) {
            return String.valueOf(failure.exception().getMessage());
        }
        String text = failure.text(); // what it was caused by cannot be read here
        return text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    }

    private static @Nullable Throwable cause(FailureMessage failure) {
        return failure.exception() == null ? null : failure.exception().getCause();
    }

    /** Of an item that was run and whose result cannot be read here. */
    public static UnreadableMessageException result(
            String where, Reply.Answer answer, String reason, @Nullable Throwable cause) {
        return new UnreadableMessageException(
                "the result of " + where + ", which was run in worker " + answer.worker() + " (pid " + answer.pid()
                        + "), cannot be read here: " + reason + WireFailure.UNREAD_REMEDY,
                cause);
    }
}
