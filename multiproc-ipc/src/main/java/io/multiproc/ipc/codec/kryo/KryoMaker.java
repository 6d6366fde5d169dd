package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.sun.SunReflectionFactoryInstantiator;
import com.esotericsoftware.kryo.kryo5.util.IntArray;
import com.esotericsoftware.kryo.kryo5.util.Util;
import io.multiproc.ipc.codec.Reduction;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kryos without running Kryo's constructor.
 *
 * <p>The constructor loads some hundred default serializers, for which a new child process waits as long as for its
 * JVM, and not one of which is used here. So the object is made as Kryo itself makes objects, by Objenesis, and gets
 * the fields that the constructor would set and that matter. Where that does not work, the constructor runs.
 */
final class KryoMaker {

    /** From the next version on, the JVM warns when final fields are set. */
    private static final int LATEST = 25;

    private static final @Nullable KryoMaker LEAN;

    static {
        withoutUnsafe();
        LEAN = find();
    }

    private final SunReflectionFactoryInstantiator<CodecKryo> blank =
            new SunReflectionFactoryInstantiator<>(CodecKryo.class);
    private final Field classResolver = field("classResolver");
    private final Field readReferenceIds = field("readReferenceIds");

    private KryoMaker() throws NoSuchFieldException {}

    /** A Kryo that is ready for use. */
    static CodecKryo make(List<Reduction<?>> reductions) {
        MessageClasses classes = new MessageClasses(reductions);
        return LEAN != null ? LEAN.lean(classes) : full(classes);
    }

    /** With Kryo's constructor. */
    static CodecKryo full(MessageClasses classes) {
        return new CodecKryo(classes, new References());
    }

    private CodecKryo lean(MessageClasses classes) {
        CodecKryo kryo = blank.newInstance();
        try {
            classResolver.set(kryo, classes);
            readReferenceIds.set(kryo, new IntArray(0));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("fields are accessible, but cannot be set", e);
        }
        kryo.begin(classes, new References());
        return kryo;
    }

    private static @Nullable KryoMaker find() {
        if (Runtime.version().feature() > LATEST) {
            return null;
        }
        try {
            return new KryoMaker();
        } catch (NoSuchFieldException | RuntimeException e) {
            // Another version of Kryo, or one that is shut in a module: its constructor does the same, more slowly.
            return null;
        }
    }

    private static Field field(String name) throws NoSuchFieldException {
        Field field = Kryo.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /**
     * Kryo decides once whether it uses Unsafe; it must not, as newer JVMs print a warning, which is not ours to print.
     */
    private static void withoutUnsafe() {
        String before = System.setProperty("kryo.unsafe", "false");
        try {
            Util.isUnsafeAvailable();
        } finally {
            if (before == null) {
                System.clearProperty("kryo.unsafe");
            } else {
                System.setProperty("kryo.unsafe", before);
            }
        }
    }
}
