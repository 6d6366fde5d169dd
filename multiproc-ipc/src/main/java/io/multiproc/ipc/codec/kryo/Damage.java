package io.multiproc.ipc.codec.kryo;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are not a message, or not one for the classes of this process; becomes an UnreadableMessageException.
 *
 * <p>Without a stack trace: where the decoder noticed says nothing about the bytes, and they may come fast.
 */
final class Damage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Damage(String message) {
        this(message, null);
    }

    Damage(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
