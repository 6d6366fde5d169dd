package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The live objects that have come to be while a message is read, in case nobody gets them. */
final class Restored {

    private final List<Live> lives = new ArrayList<>(0);

    /** By number, those that were looked through. */
    private final Map<Integer, Live> found = new HashMap<>(0);

    private int lookedThrough;
    private boolean all;

    /** With its number in the message; nothing is to close where it holds nothing open. */
    private record Live(int number, Object value, @Nullable AutoCloseable closing) {}

    /** Some may be asked for: from now on those count too that hold nothing open. */
    void keepAll() {
        all = true;
    }

    <T> T note(Reduction<T> reduction, T value, int number) {
        AutoCloseable closing = reduction.toCloseIfLost(value);
        if (closing != null || all) {
            lives.add(new Live(number, value, closing));
        }
        return value;
    }

    /** The one of that number, which cannot be restored a second time; or null. */
    @Nullable
    Object find(int number) {
        Live live = live(number);
        return live == null ? null : live.value();
    }

    /** Whether it is there, and must be closed if nobody gets it. */
    boolean isToClose(int number) {
        Live live = live(number);
        return live != null && live.closing() != null;
    }

    private @Nullable Live live(int number) {
        for (; lookedThrough < lives.size(); lookedThrough++) {
            Live live = lives.get(lookedThrough);
            found.put(live.number(), live);
        }
        return found.get(number);
    }

    /** Who has asked for the message gets them. */
    void forget() {
        lives.clear();
        all = false;
    }

    /** Nobody gets them, for that reason. */
    void close(Throwable reason) {
        close(number -> true, reason);
    }

    /** Nobody gets those of such numbers, for that reason. */
    void close(IntPredicate lost, Throwable reason) {
        for (Live live : lives) {
            AutoCloseable closing = live.closing();
            if (closing != null && lost.test(live.number())) {
                close(closing, reason);
            }
        }
        lives.clear();
    }

    private static void close(AutoCloseable closing, Throwable reason) {
        try {
            closing.close();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }
}
