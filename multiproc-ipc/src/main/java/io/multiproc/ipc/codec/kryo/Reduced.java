package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import io.multiproc.reduction.NotSendableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live objects of the message that is being written, and what stands for them.
 *
 * <p>Each is reduced once, also if a part of the message is written a second time in another way: reducing may take the
 * object away from its owner. All are given back if there will be no message.
 */
final class Reduced {

    private final List<Item<?>> items = new ArrayList<>(0);
    private @Nullable AllowedClasses allowed;

    /** Only live objects of these classes may be in messages from now on; null: any. */
    void restrict(@Nullable AllowedClasses classes) {
        allowed = classes;
    }

    /** What stands for the object in this message. */
    <T> @Nullable Object standIn(Reduction<T> reduction, T value) {
        for (Item<?> item : items) {
            if (item.value == value) {
                return item.standIn;
            }
        }
        if (allowed != null && !allowed.allows(reduction.restoredBy())) {
            throw Refusal.of(
                    value.getClass(),
                    "is a live object of this machine's processes, and this peer may be on another machine",
                    "send what the peer needs of it, or allow it on both sides");
        }
        Object standIn = reduce(reduction, value);
        items.add(new Item<>(reduction, value, standIn));
        return standIn;
    }

    private static <T> @Nullable Object reduce(Reduction<T> reduction, T value) {
        try {
            return reduction.reduce(value);
        } catch (NotSendableException e) {
            throw e;
        } catch (Exception e) {
            throw Refusal.of(value.getClass(), "fails in its reducer: " + e, "see the cause", e);
        }
    }

    /** The message is complete. */
    void forget() {
        items.clear();
    }

    /** There will be no message, for that reason. */
    void giveBack(Throwable reason) {
        for (Item<?> item : items) {
            try {
                item.giveBack();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
        items.clear();
    }

    private record Item<T>(
            Reduction<T> reduction, T value, @Nullable Object standIn) {

        void giveBack() {
            reduction.giveBack(value, standIn);
        }
    }
}
