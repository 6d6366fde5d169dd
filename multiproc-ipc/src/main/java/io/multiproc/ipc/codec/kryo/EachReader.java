package io.multiproc.ipc.codec.kryo;

import io.multiproc.ipc.codec.UnreadItem;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of several items. One that cannot be read is passed over, and what it had read is forgotten: what
 * later items share with it is read again by itself. What nobody wants is passed over as well.
 */
final class EachReader {

    private final CodecKryo kryo;
    private final byte[] bytes;
    private final UnreadItem.Place instead;
    private final int start;
    private final int index;
    private final int indexLength;
    private final BitSet unread = new BitSet(0);

    EachReader(CodecKryo kryo, byte[] bytes, int offset, int length, UnreadItem.Place instead) {
        this.kryo = kryo;
        this.instead = instead;
        this.bytes = bytes;
        this.start = offset;
        int end = offset + length - Integer.BYTES;
        this.indexLength = end < offset ? -1 : ByteBuffer.wrap(bytes).getInt(end);
        if (indexLength < 0 || indexLength > end - offset) {
            throw new Damage("no index of items at its end");
        }
        this.index = end - indexLength;
        kryo.in.begin(bytes, offset, index - offset);
    }

    @Nullable
    Object[] read(int from, int to) {
        MessageInput in = kryo.in;
        @Nullable Object[] items = new Object[in.readCount(1)];
        if (!Elements.readPacked(in, items)) {
            readMixed(items, Math.min(from, items.length), Math.min(to, items.length));
        }
        if (in.remaining() > 0) {
            throw new Damage(in.remaining() + " bytes follow the items");
        }
        closeLost(); // last, as whoever fails as a whole closes them all
        return items;
    }

    private void readMixed(@Nullable Object[] items, int from, int to) {
        if (from > 0) {
            unread.set(0, from);
            goTo(from, items.length);
        }
        for (int i = from; i < to; i++) {
            instead.begins(i);
            try {
                items[i] = kryo.read();
                keep();
            } catch (Throwable e) { // whatever the program's code or the bytes throw
                if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
                    throw e; // the next ones would not have more room
                }
                UnreadReason reason = UnreadReason.of(e);
                items[i] = instead.fill(i, new UnreadItem(reason.text(), reason.cause()));
                passOver(i, items.length);
            }
        }
        if (to < items.length) {
            kryo.in.goToEnd();
        }
    }

    private void closeLost() {
        PartsFinder finder = kryo.finder();
        if (finder != null) {
            kryo.restored()
                    .close(
                            number -> unread.get(finder.index().itemOf(number)) && !finder.isUsed(number),
                            new Damage("an item cannot be read"));
        }
    }

    private void keep() {
        PartsFinder finder = kryo.finder();
        if (finder != null) {
            finder.keep();
        }
    }

    private void passOver(int item, int count) {
        PartsFinder finder = finder(count);
        unread.set(item);
        kryo.references().forget(finder.drop());
        kryo.references().forgetFrom(finder.index().firstObjectOf(item));
        goTo(item + 1, count);
    }

    private void goTo(int item, int count) {
        PartsIndex parts = finder(count).index();
        if (item < count) {
            kryo.references().goOnAt(parts.firstObjectOf(item));
            kryo.in.goTo(parts.itemAt(item));
        } else {
            kryo.in.goToEnd();
        }
    }

    private PartsFinder finder(int count) {
        PartsFinder finder = kryo.finder();
        if (finder == null) {
            finder = new PartsFinder(PartsIndex.read(bytes, index, indexLength, count, index - start));
            kryo.findBy(finder);
        }
        return finder;
    }
}
