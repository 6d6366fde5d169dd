package io.multiproc.ipc.codec.kryo;

/** The bytes are not a message, or not one for the classes of this process; becomes an UnreadableMessageException. */
final class Damage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Damage(String message) {
        super(message);
    }

    Damage(String message, Throwable cause) {
        super(message, cause);
    }
}
