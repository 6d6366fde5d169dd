package io.multiproc.managers;

import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes by name, in a manager's server.
 *
 * <pre>{@code
 * ManagedNamespace settings = manager.namespace();
 * settings.set("retries", 3);
 * int retries = settings.get("retries", Integer.class);
 * }</pre>
 *
 * <p>Values are copies, unless they are proxies. May be used by any thread of any process; each method is atomic. All
 * of them throw {@link ManagerClosedException} when the server is gone.
 *
 * @python multiprocessing.managers.Namespace
 */
public interface ManagedNamespace {

    /**
     * The value of an attribute.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    @Nullable
    Object get(String name);

    /**
     * The value of an attribute of that type.
     *
     * @throws NoSuchElementException if there is none of that name, or it is null
     * @throws ClassCastException if it is of another type
     */
    default <T> T get(String name, Class<T> type) {
        T value = type.cast(get(name));
        if (value == null) {
            throw new NoSuchElementException("attribute is null: name=" + name);
        }
        return value;
    }

    /** Sets an attribute, which need not exist before. */
    void set(String name, @Nullable Object value);

    /**
     * Removes an attribute.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    void delete(String name);

    /** Whether there is an attribute of that name. */
    boolean has(String name);

    /** The names of all attributes, sorted; a copy. */
    Set<String> names();
}
