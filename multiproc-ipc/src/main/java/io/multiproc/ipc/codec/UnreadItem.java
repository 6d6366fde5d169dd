package io.multiproc.ipc.codec;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an object that cannot be made here, among others that {@link ObjectCodec#decodeEach} has made.
 *
 * @param reason why, for messages to people
 * @param cause what the object's own code or the serializer has thrown, or null
 */
public record UnreadItem(String reason, @Nullable Throwable cause) {

    /** Says what stands in the place of such an object, and may be told which one is being made. */
    @FunctionalInterface
    public interface Place {

        /** The object of that number is made next, for which code of the program's may run. */
        default void begins(int index) {}

        /** For the object of that number among the others. */
        Object fill(int index, UnreadItem unread);
    }
}
