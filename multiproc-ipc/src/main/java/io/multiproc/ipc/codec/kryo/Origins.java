package io.multiproc.ipc.codec.kryo;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** What a class is and declares, as far as it decides about the way it is sent. */
final class Origins {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private Origins() {}

    /** Whether the class is part of the JDK, whose fields nobody may touch. */
    static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == PLATFORM;
    }

    /** Whether the class itself, not its parents, has a say in its Java serialization. */
    static boolean customizesJavaSerialization(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) {
            return false;
        }
        return declares(type, "writeObject", ObjectOutputStream.class)
                || declares(type, "readObject", ObjectInputStream.class)
                || declares(type, "readObjectNoData")
                || declaresPersistentFields(type);
    }

    /** {@code writeReplace} or {@code readResolve} as Java serialization would find it, accessible; or null. */
    static @Nullable Method method(Class<?> type, String name) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            Method method = declared(c, name);
            if (method != null) {
                return isInheritedBy(type, c, method.getModifiers()) ? accessible(method) : null;
            }
        }
        return null;
    }

    private static @Nullable Method accessible(Method method) {
        try {
            method.setAccessible(true);
            return method;
        } catch (InaccessibleObjectException e) {
            // Java serialization may call it where we may not, so leave the class to it.
            return null;
        }
    }

    private static boolean isInheritedBy(Class<?> type, Class<?> declaring, int modifiers) {
        if (Modifier.isStatic(modifiers) || Modifier.isAbstract(modifiers)) {
            return false;
        }
        if (type == declaring || Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)) {
            return true;
        }
        return !Modifier.isPrivate(modifiers)
                && type.getClassLoader() == declaring.getClassLoader()
                && type.getPackageName().equals(declaring.getPackageName());
    }

    private static @Nullable Method declared(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method method = type.getDeclaredMethod(name, parameters);
            return parameters.length > 0 || method.getReturnType() == Object.class ? method : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method method = type.getDeclaredMethod(name, parameters);
            return Modifier.isPrivate(method.getModifiers()) && method.getReturnType() == void.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean declaresPersistentFields(Class<?> type) {
        try {
            Field field = type.getDeclaredField("serialPersistentFields");
            return Modifier.isStatic(field.getModifiers());
        } catch (NoSuchFieldException e) {
            return false;
        }
    }

    /** The name of the user's field of the object that holds the part, or null. */
    static @Nullable String fieldWith(Object owner, Object part) {
        for (Class<?> c = owner.getClass(); c != null && !isJdk(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!field.getType().isPrimitive()
                        && !Modifier.isStatic(field.getModifiers())
                        && field.trySetAccessible()
                        && holds(field, owner, part)) {
                    return field.getName();
                }
            }
        }
        return null;
    }

    private static boolean holds(Field field, Object owner, Object part) {
        try {
            return field.get(owner) == part;
        } catch (IllegalAccessException e) {
            return false;
        }
    }
}
