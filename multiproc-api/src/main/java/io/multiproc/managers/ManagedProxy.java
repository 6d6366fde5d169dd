package io.multiproc.managers;

import org.jspecify.annotations.Nullable;

/**
 * What every object that a {@link Manager} gives implements besides the interface of what it stands for.
 *
 * <pre>{@code
 * List<Integer> shared = manager.list();
 * List<Integer> copy = ManagedProxy.copyOf(shared);
 * }</pre>
 *
 * @python multiprocessing.managers.BaseProxy
 */
public interface ManagedProxy {

    /**
     * A copy of the object that this stands for, made in one call.
     *
     * @throws RemoteCallException if it cannot be sent
     * @throws ManagerClosedException if its server is gone
     * @python multiprocessing.managers.BaseProxy._getvalue
     */
    @Nullable
    Object managedCopy();

    /** In words: the kind of object, its number and its server; known without asking the server. */
    String managedReference();

    /**
     * A copy of what an object stands for.
     *
     * @param <T> its interface
     * @param proxy an object that a manager gave
     * @return for a list, map or set one of the JDK's own; for other types what the server has, which may be of another
     *     class than the interface
     * @throws IllegalArgumentException if the object is not a proxy
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // a copy of a List is a List
    static <T> T copyOf(T proxy) {
        if (proxy instanceof ManagedProxy managed) {
            return (T) managed.managedCopy();
        }
        throw new IllegalArgumentException(
                "not a proxy of a manager: " + proxy.getClass().getName());
    }
}
