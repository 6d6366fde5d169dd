package io.multiproc.provider;

import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds what implements the api; for its own packages, not for programs. */
public final class Providers {

    private Providers() {}

    /**
     * The one provider of a service: the class that the system property of the service's name names, if it can be seen,
     * else what the {@link ServiceLoader} finds.
     *
     * <p>Children are told by the property: the service loader opens every jar of a class path, which takes tens of
     * milliseconds and a few megabytes where it is long.
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    public static <T> T only(Class<T> service) {
        T named = byName(service, System.getProperty(service.getName()));
        if (named != null) {
            return named;
        }
        Iterator<T> providers = ServiceLoader.load(service).iterator();
        if (!providers.hasNext()) {
            throw new IllegalStateException(
                    "no multiproc implementation found (add io.multiproc:multiproc-core at run time)");
        }
        T first = providers.next();
        if (providers.hasNext()) {
            throw new IllegalStateException("more than one multiproc implementation found: "
                    + first.getClass().getName() + " and "
                    + providers.next().getClass().getName() + " (leave one on the class path)");
        }
        return first;
    }

    /** Null where it cannot be seen, as by another copy of the api, or in a module, whose loader is quick. */
    private static <T> @Nullable T byName(Class<T> service, @Nullable String name) {
        if (name == null || service.getModule().isNamed()) {
            return null;
        }
        try {
            Class<?> type = Class.forName(name, true, service.getClassLoader());
            return service.isAssignableFrom(type)
                    ? service.cast(type.getConstructor().newInstance())
                    : null;
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot make what the system property " + service.getName() + " names: " + name, e);
        }
    }
}
