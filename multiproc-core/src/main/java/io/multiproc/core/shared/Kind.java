package io.multiproc.core.shared;

import io.multiproc.sync.ProcessLock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values and arrays that there are. */
enum Kind {
    BOOLEAN,
    BYTE,
    SHORT,
    CHAR,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN_ARRAY,
    BYTE_ARRAY,
    SHORT_ARRAY,
    CHAR_ARRAY,
    INT_ARRAY,
    LONG_ARRAY,
    FLOAT_ARRAY,
    DOUBLE_ARRAY;

    /**
     * One in that memory.
     *
     * @param lock null: it gets one when it is asked for
     */
    SharedObject make(Part part, @Nullable ProcessLock lock) {
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
