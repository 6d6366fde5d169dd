package io.multiproc.provider;

import java.util.Iterator;
import java.util.ServiceLoader;

/** Finds what implements the api; for its own packages, not for programs. */
public final class Providers {

    private Providers() {}

    /**
     * The one provider of a service: the class that the system property of the service's name names, else what the
     * {@link ServiceLoader} finds.
     *
     * <p>Children are told by the property: the service loader opens every jar of a class path, which takes tens of
     * milliseconds and a few megabytes where it is long.
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    public static <T> T only(Class<T> service) {
        String named = System.getProperty(service.getName());
        if (named != null
                && !service.getModule().isNamed()) { // a module's loader looks at modules first, and keeps others out
            return byName(service, named);
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

    private static <T> T byName(Class<T> service, String name) {
        try {
            return Class.forName(name, true, service.getClassLoader())
                    .asSubclass(service)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException(
                    "the system property " + service.getName() + " names no implementation: " + name, e);
        }
    }
}
