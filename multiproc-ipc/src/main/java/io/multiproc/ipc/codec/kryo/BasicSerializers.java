package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers;

/** Kryo's own registrations of primitives and strings, with the tags that Kryo gives them, each made on first use. */
final class BasicSerializers {

    static final int LAST = 8;

    private BasicSerializers() {}

    /** The tag of a primitive type, its wrapper, or String; else -1. */
    static int tagOf(Class<?> type) {
        if (type.isPrimitive()) {
            return -1;
        }
        return switch (type.getName()) {
            case "java.lang.Integer" -> 0;
            case "java.lang.String" -> 1;
            case "java.lang.Float" -> 2;
            case "java.lang.Boolean" -> 3;
            case "java.lang.Byte" -> 4;
            case "java.lang.Character" -> 5;
            case "java.lang.Short" -> 6;
            case "java.lang.Long" -> 7;
            case "java.lang.Double" -> 8;
            default -> -1;
        };
    }

    static Registration registration(int tag) {
        return switch (tag) {
            case 0 -> new Registration(int.class, new DefaultSerializers.IntSerializer(), tag);
            case 1 -> new Registration(String.class, new DefaultSerializers.StringSerializer(), tag);
            case 2 -> new Registration(float.class, new DefaultSerializers.FloatSerializer(), tag);
            case 3 -> new Registration(boolean.class, new DefaultSerializers.BooleanSerializer(), tag);
            case 4 -> new Registration(byte.class, new DefaultSerializers.ByteSerializer(), tag);
            case 5 -> new Registration(char.class, new DefaultSerializers.CharSerializer(), tag);
            case 6 -> new Registration(short.class, new DefaultSerializers.ShortSerializer(), tag);
            case 7 -> new Registration(long.class, new DefaultSerializers.LongSerializer(), tag);
            case LAST -> new Registration(double.class, new DefaultSerializers.DoubleSerializer(), tag);
            default -> throw new Damage("unknown tag " + tag);
        };
    }
}
