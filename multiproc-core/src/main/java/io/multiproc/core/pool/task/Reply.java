package io.multiproc.core.pool.task;

import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.pool.TaskPlace;
import java.util.List;

/** What became of a task, or of some of its items. */
public sealed interface Reply {

    /** Position among all replies of the pool: the error that came first is the one a map throws. */
    long order();

    /** Size of what came from workers. */
    default long bytes() {
        return 0;
    }

    /**
     * The worker answered; decoded by the thread that asks for it.
     *
     * @param item the first item that it tells of, counted within the task
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Answer(long order, int item, int flags, byte[] payload, String worker, long pid) implements Reply {

        /** Whether the payload is a failure, with which the task has ended. */
        public boolean failed() {
            return (flags & TaskMessage.FAILED) != 0;
        }

        /** Whether no item of it has failed. */
        public boolean isFaultless() {
            return (flags & (TaskMessage.FAILED | TaskMessage.FAULTS)) == 0;
        }

        /** Where that item ran. */
        public TaskPlace place(TaskForm form, int ofItem) {
            return new TaskPlace(form.itemOfMap(ofItem), worker, pid);
        }

        @Override
        public long bytes() {
            return payload.length;
        }
    }

    /**
     * There will be no answer.
     *
     * @param item the first item that it tells of, counted within the task
     * @param count number of items that it tells of
     */
    record Lost(long order, int item, int count, RuntimeException reason) implements Reply {}

    /**
     * The worker died under it.
     *
     * @param item the first item that it tells of, counted within the task
     * @param count number of items that it tells of: more than one if they were run and their results died with the
     *     worker
     * @param deaths of the workers that died under it, in order
     */
    record Died(long order, int item, int count, List<LastMoments> deaths) implements Reply {

        /** The last of them. */
        public LastMoments worker() {
            return deaths.get(deaths.size() - 1);
        }
    }

    /** Several for parts of the items. */
    record Several(long order, List<Reply> parts) implements Reply {

        @Override
        public long bytes() {
            return parts.stream().mapToLong(Reply::bytes).sum();
        }
    }
}
