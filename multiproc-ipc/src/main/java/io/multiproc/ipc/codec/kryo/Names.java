package io.multiproc.ipc.codec.kryo;

import org.jspecify.annotations.Nullable;

/** How classes and objects are called in messages for people. */
final class Names {

    private static final int LONGEST_KEY = 40;

    private Names() {}

    /** The full name; a lambda by its origin, an array as in source. */
    static String of(Class<?> type) {
        if (type.isArray()) {
            return of(type.getComponentType()) + "[]";
        }
        String name = type.getName();
        if (type.isHidden()) {
            int lambda = name.indexOf("$$Lambda");
            return lambda < 0 ? name : "lambda of " + name.substring(0, lambda);
        }
        return name;
    }

    /** What the message says cannot be sent. */
    static String ofRoot(Object root) {
        return root.getClass().isHidden() ? SerializedLambdas.describe(root) : of(root.getClass());
    }

    /** The start of a path. */
    static String shortOf(Object root) {
        return root.getClass().isHidden() ? SerializedLambdas.describe(root) : shortOf(root.getClass());
    }

    private static String shortOf(Class<?> type) {
        if (type.isArray()) {
            return shortOf(type.getComponentType()) + "[]";
        }
        String simple = type.getSimpleName();
        String name = type.getName();
        return simple.isEmpty() ? name.substring(name.lastIndexOf('.') + 1) : simple;
    }

    /** A key that says which entry is meant, or null if it would not. */
    static @Nullable String ofKey(@Nullable Object key) {
        if (key instanceof String text) {
            return '"' + (text.length() > LONGEST_KEY ? text.substring(0, LONGEST_KEY) + "..." : text) + '"';
        }
        if (key instanceof Integer || key instanceof Long || key instanceof Character || key instanceof Boolean) {
            return key.toString();
        }
        return key instanceof Enum<?> constant ? constant.name() : null;
    }
}
