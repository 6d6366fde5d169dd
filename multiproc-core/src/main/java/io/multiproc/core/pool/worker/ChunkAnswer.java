package io.multiproc.core.pool.worker;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.UnreadItem;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of one chunk: results, what stands in the place of those that there are not, and how it has
 * failed.
 */
final class ChunkAnswer {

    private final AnswerLane answers;
    private final ObjectCodec codec;
    private final int task;
    private final boolean each;
    private final boolean atOnce;
    private int faults;
    private @Nullable UnreadItem unreadBefore;
    private @Nullable WireFailure faultBefore;

    /** Stands for all results that cannot be sent, where only the first failure is thrown. */
    private @Nullable WireFailure unsendable;

    /** Nothing is told yet; {@code flags} are those of the task's frame. */
    ChunkAnswer(AnswerLane answers, ObjectCodec codec, int task, int flags) {
        this.answers = answers;
        this.codec = codec;
        this.task = task;
        this.each = (flags & TaskMessage.EACH) != 0;
        this.atOnce = (flags & TaskMessage.AT_ONCE) != 0;
    }

    /** The item after those results has failed, and the chunk has ended with it. */
    void failAfter(@Nullable Object[] results, int first, Throwable failure) throws IOException {
        if (faults == 0 || results.length == 0 || send(results, first, TaskMessage.MORE)) {
            fail(first + results.length, failure);
        }
    }

    /** False if a result cannot be sent and its failure is thrown at once: the chunk has ended with that. */
    boolean send(@Nullable Object[] results, int first, int flags) throws IOException {
        byte[] frame;
        try {
            frame = codec.encodeEach(results, TaskMessage.RESULT_HEADROOM);
        } catch (Throwable e) { // one of the results cannot be sent, or not with the others
            return sendOneByOne(results, first, flags);
        }
        answers.send(frame, task, first, results.length, flags | faults);
        return true;
    }

    private boolean sendOneByOne(@Nullable Object[] results, int first, int flags) throws IOException {
        int sent = 0;
        for (int i = 0; i < results.length; i++) {
            byte[] frame;
            try {
                frame = codec.encodeEach(new @Nullable Object[] {results[i]}, TaskMessage.RESULT_HEADROOM);
            } catch (Throwable e) {
                if (atOnce) {
                    fail(first + i, e);
                    return false;
                }
                results[i] = each || unsendable == null ? fault(e) : unsendable;
                unsendable = (WireFailure) results[i];
                continue;
            }
            sendFaults(results, sent, i, first, TaskMessage.MORE);
            answers.send(frame, task, first + i, 1, (i + 1 < results.length ? TaskMessage.MORE : flags) | faults);
            sent = i + 1;
        }
        sendFaults(results, sent, results.length, first, flags);
        return true;
    }

    /** Sends in one message what stands between two results that can be sent: all results may be of the same class. */
    private void sendFaults(@Nullable Object[] results, int from, int to, int first, int flags) throws IOException {
        if (from < to) {
            byte[] frame = codec.encodeEach(Arrays.copyOfRange(results, from, to), TaskMessage.RESULT_HEADROOM);
            answers.send(frame, task, first + from, to - from, flags | faults);
        }
    }

    /** Stands among the results for one that there is not. */
    WireFailure fault(Throwable failure) {
        faults = TaskMessage.FAULTS;
        return new WireFailure(FailureMessage.encode(codec, failure, 0), false);
    }

    WireFailure fault(UnreadItem unread) {
        WireFailure fault = unread.equals(unreadBefore) ? faultBefore : null;
        if (fault == null) {
            fault = new WireFailure(FailureMessage.encode(codec, reason(unread), 0), true);
            unreadBefore = unread;
            faultBefore = fault;
        }
        faults = TaskMessage.FAULTS;
        return fault;
    }

    private static UnreadableMessageException reason(UnreadItem unread) {
        return new UnreadableMessageException(unread.reason(), unread.cause());
    }

    void fail(int item, Throwable failure) throws IOException {
        byte[] frame = FailureMessage.encode(codec, failure, TaskMessage.RESULT_HEADROOM);
        answers.send(frame, task, item, 1, TaskMessage.FAILED);
    }

    void fail(int item, UnreadItem unread) throws IOException {
        byte[] frame = FailureMessage.encode(codec, reason(unread), TaskMessage.RESULT_HEADROOM);
        answers.send(frame, task, item, 1, TaskMessage.FAILED | TaskMessage.UNREAD);
    }
}
