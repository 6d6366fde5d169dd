package io.multiproc.ipc.codec;

import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back.
 *
 * <p>May be used by any thread; both directions may run user code (constructors, {@code writeReplace}), so neither is
 * called on the hub's event loop.
 */
public interface ObjectCodec {

    /**
     * The bytes of an object graph, references and cycles kept.
     *
     * @param headroom number of free bytes to leave in front, where the caller puts a frame header
     * @return an array of its own, {@code headroom} zero bytes followed by the encoded object
     * @throws NotSendableException if something in the graph cannot be sent
     */
    byte[] encode(@Nullable Object value, int headroom);

    /**
     * The object in {@code length} bytes from {@code offset}, all of which are used.
     *
     * @throws UnreadableMessageException if the bytes are not what {@code encode} made, or do not fit the classes here;
     *     the only exception, whatever the bytes are
     */
    @Nullable
    Object decode(byte[] bytes, int offset, int length);

    /**
     * The same, of a type.
     *
     * @param source where the message comes from, for exceptions
     * @throws ClassCastException if the object is of another type
     * @throws NullPointerException if it is null
     */
    <T> T decode(byte[] bytes, int offset, int length, Class<T> type, String source);

    /**
     * The bytes of several objects, for {@link #decodeEach}; references are kept among them, too. Takes no longer than
     * to encode them as one.
     *
     * @param headroom as of {@link #encode}
     * @throws NotSendableException if something in the objects cannot be sent
     */
    byte[] encodeEach(@Nullable Object[] values, int headroom);

    /**
     * Some of the objects in what {@link #encodeEach} made. One that cannot be made here leaves the others alone,
     * unless what cannot be made is a part of them, too. Nothing of the program's runs for those that are not asked
     * for, but for what they share with the others.
     *
     * @param from number of the first one
     * @param to number of the first one after that which is not asked for; may be larger than there are
     * @param instead what stands in the place of one that cannot be made
     * @return by number; where it was not asked for, null, or what it is if nothing of the program's runs for it
     * @throws UnreadableMessageException if the bytes are not what {@code encodeEach} made; the only exception,
     *     whatever the bytes are
     */
    @Nullable
    Object[] decodeEach(byte[] bytes, int offset, int length, int from, int to, UnreadItem.Place instead);

    /** All of them, with an {@link UnreadItem} in the place of each that cannot be made. */
    default @Nullable Object[] decodeEach(byte[] bytes, int offset, int length) {
        return decodeEach(bytes, offset, length, (index, unread) -> unread);
    }

    /** All of them. */
    default @Nullable Object[] decodeEach(byte[] bytes, int offset, int length, UnreadItem.Place instead) {
        return decodeEach(bytes, offset, length, 0, Integer.MAX_VALUE, instead);
    }

    /** One of them; an {@link UnreadItem} if it cannot be made. */
    default @Nullable Object decodeOne(byte[] bytes, int offset, int length, int item) {
        @Nullable Object[] items = decodeEach(bytes, offset, length, item, item + 1, (index, unread) -> unread);
        if (item >= items.length) {
            throw new UnreadableMessageException("no item " + item + " in a message of " + items.length, null);
        }
        return items[item];
    }
}
