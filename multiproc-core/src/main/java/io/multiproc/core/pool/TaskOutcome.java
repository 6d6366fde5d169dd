package io.multiproc.core.pool;

import io.multiproc.core.waiting.Futures;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one task: bytes when it arrives, an object when a thread asks for it.
 *
 * <p>{@code decoding} guards {@code decoded}, {@code value} and {@code failure}; it is held while user code decodes, and
 * taken with no other lock held.
 */
final class TaskOutcome<T extends @Nullable Object> implements AsyncResult<T> {

    private static final long SPIN_NANOS = 50_000;

    private final Task task;
    private final ObjectCodec codec;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final Object decoding = new Object();
    private boolean decoded;
    private @Nullable Object value;
    private @Nullable Throwable failure;

    TaskOutcome(Task task, ObjectCodec codec) {
        this.task = task;
        this.codec = codec;
    }

    void complete(Reply outcome) {
        reply.complete(outcome);
    }

    /** Position of the reply among all; only when ready. */
    long order() {
        return reply.join().order();
    }

    @Override
    public T get() throws InterruptedException {
        await();
        return result();
    }

    @Override
    public T get(Duration timeout) throws InterruptedException, TimeoutException {
        if (!await(timeout)) {
            throw new TimeoutException(task.label() + " has no outcome within " + timeout);
        }
        return result();
    }

    @Override
    public void await() throws InterruptedException {
        if (spin(SPIN_NANOS)) {
            return;
        }
        Futures.await(reply);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return spin(Math.min(Deadline.nanos(timeout), SPIN_NANOS)) || Futures.await(reply, timeout);
    }

    @Override
    public boolean isReady() {
        return reply.isDone();
    }

    @Override
    public boolean isSuccessful() {
        Reply outcome = reply.getNow(null);
        if (outcome == null) {
            throw new IllegalStateException(task.label() + " has no outcome yet: wait for it first");
        }
        return outcome instanceof Reply.Answer answer && !answer.failed();
    }

    /** Most answers come sooner than a sleeping thread wakes up. */
    private boolean spin(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        do {
            if (reply.isDone()) {
                return true;
            }
            Thread.yield();
        } while (System.nanoTime() - start < nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + task.label());
        }
        return false;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the worker ran a function with this result type, null or not
    private T result() {
        synchronized (decoding) {
            if (!decoded) {
                decode(reply.join());
                decoded = true;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return (T) value;
        }
    }

    private void decode(Reply outcome) {
        if (outcome instanceof Reply.Lost lost) {
            failure = lost.reason();
            return;
        }
        Reply.Answer answer = (Reply.Answer) outcome;
        byte[] payload = answer.payload();
        try {
            if (answer.failed()) {
                failure = RemoteFailure.decode(
                        codec, payload, TaskMessage.RESULT_BODY, task.label(), answer.worker(), answer.pid());
            } else {
                value = codec.decode(payload, TaskMessage.RESULT_BODY, payload.length - TaskMessage.RESULT_BODY);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }
}
