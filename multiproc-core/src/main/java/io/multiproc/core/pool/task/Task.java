package io.multiproc.core.pool.task;

import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task on its way: its frame, and where its outcome goes.
 *
 * <p>When a worker dies under an item of a chunk, the items around it become tasks of their own, which share the
 * chunk's frame and add to its reply. All but the final fields are guarded by the dispatcher's lock; the reply may be
 * read by whoever the sink has told of it.
 */
public final class Task {

    private static final byte[] NOTHING = {};

    /** In place of an item, where a worker has died before it had begun any. */
    private static final int UNREAD = -1;

    private final TaskForm form;
    private final TaskSink sink;
    private final int bytes;
    private final Task root;
    private final ReplyParts parts;
    private byte[] frame;
    private boolean sent;
    private int from;
    private int to;
    private @Nullable Blame blame;
    private boolean settled;
    private @Nullable RuntimeException givenUpFor;
    private boolean watched;
    private boolean taken;
    private @Nullable Reply reply;

    /** A task whose frame was sealed by {@link TaskMessage#task}. */
    Task(TaskForm form, byte[] frame, TaskSink sink) {
        this.form = form;
        this.sink = sink;
        this.bytes = frame.length;
        this.root = this;
        this.parts = new ReplyParts();
        this.frame = frame;
        this.to = form.items();
    }

    /** Some of the items of another task. */
    private Task(Task root, int from, int to) {
        this.form = root.form;
        this.sink = root.sink;
        this.bytes = root.bytes;
        this.root = root;
        this.parts = root.parts;
        this.frame = root.frame;
        this.sent = true;
        this.from = from;
        this.to = to;
    }

    public TaskForm form() {
        return form;
    }

    @Nullable
    public SharedFunction function() {
        return form.function();
    }

    public int bytes() {
        return bytes;
    }

    /** What a worker may have to receive before it begins the task. */
    public long bytesWithFunction() {
        SharedFunction function = form.function();
        return bytes + (function == null ? 0L : function.frame().length);
    }

    /** What was sent; nothing after an answer to all of it that tells of no failure. */
    public byte[] frame() {
        return frame;
    }

    /** What was sent: the call or that item; not after an answer to all of it that tells of no failure. */
    public @Nullable Object sent(ObjectCodec codec, int item) {
        int length = frame.length - TaskMessage.TASK_HEADROOM;
        return form.items() == 1
                ? codec.decode(frame, TaskMessage.TASK_HEADROOM, length)
                : codec.decodeOne(frame, TaskMessage.TASK_HEADROOM, length, item);
    }

    public int items() {
        return form.items();
    }

    /** Number of its first item among all of the map; negative if it is a single call. */
    public int firstItem() {
        return form.firstItem();
    }

    public boolean isEach() {
        return form.each();
    }

    /** The first item without an answer, counted within the task. */
    public int from() {
        return from;
    }

    /** Number of items without an answer. */
    public int open() {
        return to - from;
    }

    public TaskSink sink() {
        return sink;
    }

    /** The frame under the number that a worker is to answer; a copy if an earlier one may still be on its way. */
    public byte[] frame(int workersNumber) {
        if (sent) {
            frame = frame.clone();
        }
        sent = true;
        TaskMessage.address(frame, workersNumber, from, to);
        return frame;
    }

    /** Whether its items have their reply, also if a worker still runs some of them. */
    public boolean isSettled() {
        return settled;
    }

    /** Why it was given up, maybe while a worker runs it; null if it was not. */
    @Nullable
    public RuntimeException givenUpFor() {
        return givenUpFor;
    }

    /** Whether the pool looks how long it runs. */
    public boolean isWatched() {
        return watched;
    }

    public void watch(boolean wanted) {
        watched = wanted;
    }

    /** Some of the items are answered, the others will be. */
    public void answered(Reply part, int next) {
        if (settled) {
            return;
        }
        sink.replied(next - from);
        parts.keep(part);
        from = next;
    }

    /** The item has killed one more worker; all that it has killed, in order. */
    public List<LastMoments> died(int item, LastMoments worker) {
        if (root.blame == null) {
            root.blame = new Blame();
        }
        return root.blame.add(item, worker);
    }

    /** One more worker has died before it had begun the task, which was its next; all that have, in order. */
    public List<LastMoments> diedUnread(LastMoments worker) {
        return died(UNREAD, worker);
    }

    /** The item has its reply; gives the tasks for the others, if there are any without one. */
    public List<Task> around(int item, Reply part) {
        sink.replied(1);
        parts.keep(part);
        List<Task> others = new ArrayList<>(2);
        if (item > from) {
            others.add(new Task(root, from, item));
        }
        if (item + 1 < to) {
            others.add(new Task(root, item + 1, to));
        }
        parts.split(others.size());
        completeRoot(part);
        return others;
    }

    /**
     * What {@link #settle} would complete; null if it would not: other parts are on their way, or it was given up
     * before.
     */
    public @Nullable Reply whole(Reply last) {
        return settled ? null : parts.allWith(last);
    }

    /** The last reply; tells the sink if no other part of the task is still on its way. */
    public void settle(Reply last) {
        if (settled) { // it was given up while it ran
            return;
        }
        settled = true;
        givenUpFor = last instanceof Reply.Lost lost ? lost.reason() : null;
        sink.replied(open());
        parts.end(last);
        completeRoot(last);
    }

    private void completeRoot(Reply last) {
        if (parts.isComplete()) {
            root.complete(last);
        }
    }

    private void complete(Reply last) {
        if (parts.isOneGoodAnswer(last)) {
            frame = NOTHING; // an outcome may be kept long
        }
        reply = parts.all(last);
        sink.done(this);
    }

    /** What became of it; not before the sink was told. */
    public Reply reply() {
        Reply known = reply;
        if (known == null) {
            throw new IllegalStateException(form.label() + " has no reply yet");
        }
        return known;
    }

    /** Size of the reply. */
    public long resultBytes() {
        return reply == null ? 0 : reply.bytes();
    }

    /** The thread that does the call has seen the reply. */
    public void take() {
        taken = true;
    }

    /** Whether that thread has; for itself. */
    public boolean isTaken() {
        return taken;
    }
}
