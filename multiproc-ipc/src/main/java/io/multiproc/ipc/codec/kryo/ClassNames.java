package io.multiproc.ipc.codec.kryo;

import org.jspecify.annotations.Nullable;

/** Classes by name, primitive types and arrays included. */
final class ClassNames {

    private ClassNames() {}

    /** The name under which the receiver finds the class. */
    static String toSend(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (element.isHidden()) {
            throw Refusal.of(
                    type, "is a hidden class, which exists in this process only", "send an object of a named class");
        }
        return type.getName();
    }

    /** The class with that name here. */
    static Class<?> received(String name, @Nullable ClassLoader loader) {
        Class<?> primitive = primitive(name);
        return primitive != null ? primitive : load(name, loader);
    }

    private static Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            if (e.getCause() instanceof Damage notAllowed) {
                throw notAllowed;
            }
            throw missing(name, e);
        } catch (LinkageError e) {
            throw new Damage(
                    "class " + name + " cannot be loaded in this process: " + e
                            + " (both processes need the same class path)",
                    e);
        }
    }

    /** Says which class is missing, and what to do. */
    static Damage missing(String name, Throwable cause) {
        return new Damage(
                "class " + name + " is missing in this process"
                        + " (put it on the class path here: a child has its parent's unless told otherwise)",
                cause);
    }

    private static @Nullable Class<?> primitive(String name) {
        return switch (name) {
            case "boolean" -> boolean.class;
            case "byte" -> byte.class;
            case "short" -> short.class;
            case "char" -> char.class;
            case "int" -> int.class;
            case "long" -> long.class;
            case "float" -> float.class;
            case "double" -> double.class;
            case "void" -> void.class;
            default -> null;
        };
    }
}
