package io.multiproc.core.pool.blame;

import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.UnreadItem;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What was sent for an item, in short, for messages. It is read here only if a worker has outlived to read it: what has
 * killed that, or hangs, would do so here.
 */
public final class SentItems {

    private final ObjectCodec codec;
    private final Task task;

    public SentItems(ObjectCodec codec, Task task) {
        this.codec = codec;
        this.task = task;
    }

    /** Such as {@code , its arguments: 7, "abc"}; never fails. Nothing for what is told of several items. */
    public String brief(Reply.Died died) {
        boolean isRead = died.deaths().stream().allMatch(death -> death.stage().isRead());
        return isRead && died.count() == 1 ? brief(died.item()) : "";
    }

    private String brief(int item) {
        try {
            return text(item);
        } catch (RuntimeException | Error e) { // the program's code, or one that refers to itself
            return ", its arguments cannot be shown (" + e.getClass().getName() + ")";
        }
    }

    private String text(int item) {
        Object body = task.sent(codec, item);
        if (body instanceof UnreadItem unread) {
            return ", its argument cannot be shown (" + unread.reason() + ")";
        }
        if (task.firstItem() >= 0) {
            return ", its argument: " + Brief.text(body);
        }
        Object[] call = (Object[]) Objects.requireNonNull(body);
        return call.length == 1
                ? ""
                : Arrays.stream(call)
                        .skip(1)
                        .map(Brief::text)
                        .collect(Collectors.joining(
                                ", ", call.length == 2 ? ", its argument: " : ", its arguments: ", ""));
    }
}
