package io.multiproc.core.shared;

import io.multiproc.sync.ProcessLock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values and arrays that there are. */
enum Kind {
    BOOLEAN("SharedBoolean", Integer.BYTES),
    BYTE("SharedByte", Integer.BYTES),
    SHORT("SharedShort", Integer.BYTES),
    CHAR("SharedChar", Integer.BYTES),
    INT("SharedInt", Integer.BYTES),
    LONG("SharedLong", Long.BYTES),
    FLOAT("SharedFloat", Float.BYTES),
    DOUBLE("SharedDouble", Double.BYTES),
    BOOLEAN_ARRAY("SharedBooleanArray", Byte.BYTES),
    BYTE_ARRAY("SharedByteArray", Byte.BYTES),
    SHORT_ARRAY("SharedShortArray", Short.BYTES),
    CHAR_ARRAY("SharedCharArray", Character.BYTES),
    INT_ARRAY("SharedIntArray", Integer.BYTES),
    LONG_ARRAY("SharedLongArray", Long.BYTES),
    FLOAT_ARRAY("SharedFloatArray", Float.BYTES),
    DOUBLE_ARRAY("SharedDoubleArray", Double.BYTES);

    private final String type;
    private final int bytes;

    Kind(String type, int bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** The name of its type, as programs see it. */
    String type() {
        return type;
    }

    /** How long a value is, or an element. */
    int bytes() {
        return bytes;
    }

    /**
     * One in that memory.
     *
     * @param lock null: it gets one when it is asked for
     */
    SharedObject<?> make(Part part, @Nullable ProcessLock lock) {
        return switch (this) {
            case BOOLEAN -> new MappedBoolean(part, lock);
            case BYTE -> new MappedByte(part, lock);
            case SHORT -> new MappedShort(part, lock);
            case CHAR -> new MappedChar(part, lock);
            case INT -> new MappedInt(part, lock);
            case LONG -> new MappedLong(part, lock);
            case FLOAT -> new MappedFloat(part, lock);
            case DOUBLE -> new MappedDouble(part, lock);
            case BOOLEAN_ARRAY -> new MappedBooleanArray(part, lock);
            case BYTE_ARRAY -> new MappedByteArray(part, lock);
            case SHORT_ARRAY -> new MappedShortArray(part, lock);
            case CHAR_ARRAY -> new MappedCharArray(part, lock);
            case INT_ARRAY -> new MappedIntArray(part, lock);
            case LONG_ARRAY -> new MappedLongArray(part, lock);
            case FLOAT_ARRAY -> new MappedFloatArray(part, lock);
            case DOUBLE_ARRAY -> new MappedDoubleArray(part, lock);
        };
    }

    /** For messages. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
