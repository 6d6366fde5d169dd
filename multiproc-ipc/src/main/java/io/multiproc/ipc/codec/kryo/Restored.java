package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The live objects that have come to be while a message is read, in case nobody gets them. */
final class Restored {

    private final List<Live> lives = new ArrayList<>(0);

    /** With its number in the message. */
    private record Live(int number, Object value, AutoCloseable closing) {}

    <T> T note(Reduction<T> reduction, T value, int number) {
        AutoCloseable closing = reduction.toCloseIfLost(value);
        if (closing != null) {
            lives.add(new Live(number, value, closing));
        }
        return value;
    }

    /** The one of that number, which cannot be restored a second time; or null. */
    @Nullable
    Object find(int number) {
        for (Live live : lives) {
            if (live.number() == number) {
                return live.value();
            }
        }
        return null;
    }

    /** Who has asked for the message gets them. */
    void forget() {
        lives.clear();
    }

    /** Nobody gets them, for that reason. */
    void close(Throwable reason) {
        close(number -> true, reason);
    }

    /** Nobody gets those of such numbers, for that reason. */
    void close(IntPredicate lost, Throwable reason) {
        for (Live live : lives) {
            if (lost.test(live.number())) {
                close(live.closing(), reason);
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
