package io.multiproc.ipc.codec.kryo;

import java.util.Set;

/**
 * Finds only classes that a stranger may name. Every class that a message names is looked up with the loader of its
 * codec, in whichever way it is named, so that a loader is the one place that no part of a message gets past.
 */
final class AllowedClasses extends ClassLoader {

    private static final Set<String> PACKAGES =
            Set.of("java.lang", "java.math", "java.util", "java.util.concurrent", "java.util.concurrent.atomic");

    /** Packages with subpackages. */
    private static final String TIME = "java.time.";

    /** Where exceptions are that programs tell each other. */
    private static final Set<String> WITH_EXCEPTIONS = Set.of("java.io.", "java.net.", "java.nio.", "java.sql.");

    private final Set<String> named;

    AllowedClasses(ClassLoader parent, Set<String> named) {
        super(parent);
        this.named = Set.copyOf(named);
    }

    /** Whether a message may name it. */
    boolean allows(String name) {
        if (named.contains(name)) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && PACKAGES.contains(name.substring(0, dot))) {
            return true;
        }
        return name.startsWith(TIME)
                || ((name.endsWith("Exception") || name.endsWith("Error"))
                        && WITH_EXCEPTIONS.stream().anyMatch(name::startsWith));
    }

    /** Refuses a name that is not allowed. */
    void check(String name) {
        if (!allows(name)) {
            throw refusal(name);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!allows(name)) {
            throw new ClassNotFoundException("not allowed: " + name, refusal(name));
        }
        return super.loadClass(name, resolve);
    }

    private static Damage refusal(String name) {
        return new Damage(
                "objects of " + name
                        + " are not received from this peer (name the class with allow(), if it is trusted)",
                null);
    }
}
