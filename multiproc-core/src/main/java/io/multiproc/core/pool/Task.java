package io.multiproc.core.pool;

import io.multiproc.ipc.codec.ObjectCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task on its way: its frame, and where its outcome goes.
 *
 * <p>When a worker dies under an item of a chunk, the items around it become tasks of their own, which share the chunk's
 * frame and add to its reply. All but the final fields are guarded by the dispatcher's lock; the reply may be read by
 * whoever the sink has told of it.
 */
final class Task {

    private static final byte[] NOTHING = {};

    private final Task root;
    private final long number;
    private final int firstItem;
    private final int items;
    private final boolean each;
    private final @Nullable SharedFunction function;
    private final TaskSink sink;
    private final int bytes;
    private byte[] frame;
    private boolean sent;
    private int from;
    private int to;
    private int deadly = -1;
    private int deaths;
    private int rangesOpen = 1;
    private @Nullable List<Reply> parts;
    private boolean settled;
    private boolean watched;
    private boolean taken;
    private @Nullable Reply reply;

    private Task(
            long number,
            int firstItem,
            int items,
            boolean each,
            @Nullable SharedFunction function,
            byte[] frame,
            TaskSink sink) {
        this.root = this;
        this.number = number;
        this.firstItem = firstItem;
        this.items = items;
        this.each = each;
        this.function = function;
        this.frame = frame;
        this.bytes = frame.length;
        this.sink = sink;
        this.to = items;
    }

    /** The items from {@code from} on of another task. */
    private Task(Task root, int from, int to) {
        this.root = root;
        this.number = root.number;
        this.firstItem = root.firstItem;
        this.items = root.items;
        this.each = root.each;
        this.function = root.function;
        this.frame = root.frame;
        this.bytes = root.bytes;
        this.sink = root.sink;
        this.sent = true;
        this.from = from;
        this.to = to;
    }

    /** A call that brings its own function. */
    static Task call(ObjectCodec codec, long number, Object[] functionAndArguments, TaskSink sink) {
        byte[] frame = codec.encode(functionAndArguments, TaskMessage.TASK_HEADROOM);
        return new Task(
                number,
                -1,
                1,
                false,
                null,
                TaskMessage.task(frame, timed(sink), TaskMessage.OWN_FUNCTION, number, -1),
                sink);
    }

    /**
     * A chunk of the items of a map.
     *
     * @param mode {@link TaskMessage#EACH} and {@link TaskMessage#PIECES}, or neither
     */
    static Task chunk(
            ObjectCodec codec,
            long number,
            int firstItem,
            @Nullable Object[] items,
            int mode,
            SharedFunction function,
            TaskSink sink) {
        boolean one = items.length == 1;
        byte[] frame = codec.encode(one ? items[0] : items, TaskMessage.TASK_HEADROOM);
        int flags = (one ? TaskMessage.ONE : 0) | mode | timed(sink);
        byte[] sealed = TaskMessage.task(frame, flags, function.id(), number, firstItem);
        boolean each = (mode & TaskMessage.EACH) != 0;
        return new Task(number, firstItem, items.length, each, function, sealed, sink);
    }

    private static int timed(TaskSink sink) {
        return sink.mostNanos() == Watch.NEVER ? 0 : TaskMessage.TIMED;
    }

    /** An item of a map that cannot be sent: it only holds its place. */
    static Task unsendable(long number, int item, TaskSink sink) {
        return new Task(number, item, 1, true, null, NOTHING, sink);
    }

    @Nullable
    SharedFunction function() {
        return function;
    }

    int bytes() {
        return bytes;
    }

    /** What was sent: the call, the item or the items; not after an answer to all of it. */
    @Nullable
    Object body(ObjectCodec codec) {
        return codec.decode(frame, TaskMessage.TASK_HEADROOM, frame.length - TaskMessage.TASK_HEADROOM);
    }

    int items() {
        return items;
    }

    /** Number of its first item among all of the map; negative if it is a single call. */
    int firstItem() {
        return firstItem;
    }

    boolean isEach() {
        return each;
    }

    /** The first item without an answer, counted within the task. */
    int from() {
        return from;
    }

    /** Number of items without an answer. */
    int open() {
        return to - from;
    }

    TaskSink sink() {
        return sink;
    }

    /** The frame under the number that a worker is to answer; a copy if an earlier one may still be on its way. */
    byte[] frame(int workersNumber) {
        if (sent) {
            frame = frame.clone();
        }
        sent = true;
        TaskMessage.address(frame, workersNumber, from, to);
        return frame;
    }

    /** Whether its items have their reply, also if a worker still runs some of them. */
    boolean isSettled() {
        return settled;
    }

    /** Whether the pool looks how long it runs. */
    boolean isWatched() {
        return watched;
    }

    void watch(boolean wanted) {
        watched = wanted;
    }

    /** Some of the items are answered, the others will be. */
    void answered(Reply part, int next) {
        if (settled) {
            return;
        }
        sink.replied(next - from);
        root.keep(part);
        from = next;
    }

    /** The item has killed one more worker; how many it has killed now. */
    int died(int item) {
        deaths = item == deadly ? deaths + 1 : 1;
        deadly = item;
        return deaths;
    }

    /** The item has its reply; gives the tasks for the others, if there are any without one. */
    List<Task> around(int item, Reply part) {
        sink.replied(1);
        root.keep(part);
        List<Task> others = new ArrayList<>(2);
        if (item > from) {
            others.add(new Task(root, from, item));
        }
        if (item + 1 < to) {
            others.add(new Task(root, item + 1, to));
        }
        root.rangesOpen += others.size() - 1;
        if (root.rangesOpen == 0) {
            root.complete(part);
        }
        return others;
    }

    /** The last reply; tells the sink if no other part of the task is still on its way. */
    void settle(Reply last) {
        if (settled) { // it was given up while it ran
            return;
        }
        settled = true;
        sink.replied(open());
        if (root.rangesOpen > 1 || root.parts != null) {
            root.keep(last);
        }
        root.rangesOpen--;
        if (root.rangesOpen == 0) {
            root.complete(last);
        }
    }

    private void keep(Reply part) {
        if (parts == null) {
            parts = new ArrayList<>();
        }
        parts.add(part);
    }

    private void complete(Reply last) {
        if (parts == null && last instanceof Reply.Answer) {
            frame = NOTHING; // an outcome may be kept long
        }
        reply = parts == null ? last : new Reply.Several(last.order(), parts);
        sink.done(this);
    }

    /** What became of it; not before the sink was told. */
    Reply reply() {
        Reply known = reply;
        if (known == null) {
            throw new IllegalStateException(label() + " has no reply yet");
        }
        return known;
    }

    /** Size of the reply, more or less. */
    int resultBytes() {
        return reply instanceof Reply.Answer answer ? answer.payload().length : 0;
    }

    /** The thread that does the call has seen the reply. */
    void take() {
        taken = true;
    }

    /** Whether that thread has; for itself. */
    boolean isTaken() {
        return taken;
    }

    /** Such as {@code task 17} or {@code task 17 (items 32 to 39)}. */
    String label() {
        if (firstItem < 0) {
            return "task " + number;
        }
        return items == 1 ? label(0) : label(0, items);
    }

    /** Such as {@code task 17 (items 32 to 39)}. */
    String label(int item, int count) {
        int first = firstItem + item;
        return "task " + number + " (items " + first + " to " + (first + count - 1) + ")";
    }

    /** Such as {@code task 17 (item 35)}. */
    String label(int item) {
        return firstItem < 0 ? "task " + number : "task " + number + " (item " + (firstItem + item) + ")";
    }
}
