package io.multiproc.core.manager.wire;

import java.lang.reflect.InvocationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Who the message is for, or from, that this thread encodes or decodes: between a server and one of its clients,
 * proxies of that server travel as numbers.
 */
public interface Conversation {

    /** What travels in a proxy's place; null if its server is another one. */
    @Nullable
    SessionHandle reduce(InvocationHandler proxy);

    /** The message was not made after all. */
    void giveBack(SessionHandle handle);

    /** The proxy that a handle stands for. */
    Object restore(SessionHandle handle);

    /** The proxy that a handle stands for, if its server is the one here; null if not. */
    @Nullable
    Object restore(ProxyHandle handle);

    /** The one of this thread; null if its messages are for others. */
    static @Nullable Conversation current() {
        return Current.OF_THREAD.get();
    }

    /** Runs something within this conversation. */
    default <T extends @Nullable Object> T hold(Action<T> action) {
        Conversation outer = Current.OF_THREAD.get();
        Current.OF_THREAD.set(this);
        try {
            return action.run();
        } finally {
            if (outer == null) {
                Current.OF_THREAD.remove();
            } else {
                Current.OF_THREAD.set(outer);
            }
        }
    }

    /** Encoding or decoding. */
    @FunctionalInterface
    interface Action<T extends @Nullable Object> {

        T run();
    }

    /** Separate, since an interface's fields are public. */
    final class Current {

        private static final ThreadLocal<@Nullable Conversation> OF_THREAD = new ThreadLocal<>();

        private Current() {}
    }
}
