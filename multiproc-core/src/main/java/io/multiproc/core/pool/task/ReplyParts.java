package io.multiproc.core.pool.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The replies for parts of a chunk, until there is one for each item. Guarded by the dispatcher's lock. */
final class ReplyParts {

    private @Nullable List<Reply> parts;
    private int open = 1;

    /** A reply for some of the items. */
    void keep(Reply part) {
        if (parts == null) {
            parts = new ArrayList<>();
        }
        parts.add(part);
    }

    /** A range of items has fallen apart into so many, none of which has its reply, and perhaps into none. */
    void split(int ranges) {
        open += ranges - 1;
    }

    /** The last reply for a range of items. */
    void end(Reply last) {
        if (open > 1 || parts != null) {
            keep(last);
        }
        open--;
    }

    /** Whether all items have their reply. */
    boolean isComplete() {
        return open == 0;
    }

    /** All of them, if that is the last one; null if other ranges are still without. */
    @Nullable
    Reply allWith(Reply last) {
        if (open > 1) {
            return null;
        }
        return parts == null
                ? last
                : new Reply.Several(
                        last.order(),
                        Stream.concat(parts.stream(), Stream.of(last)).toList());
    }

    /** Whether one answer told it all, and all was well. */
    boolean isOneGoodAnswer(Reply last) {
        return parts == null && last instanceof Reply.Answer answer && answer.isFaultless();
    }

    /** All of them, when the last one has come. */
    Reply all(Reply last) {
        return parts == null ? last : new Reply.Several(last.order(), parts);
    }
}
