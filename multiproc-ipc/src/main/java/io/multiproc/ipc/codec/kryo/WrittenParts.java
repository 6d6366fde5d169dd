package io.multiproc.ipc.codec.kryo;

import java.util.Arrays;

/**
 * Where the parts of a message of several items begin. The reader looks there only when it cannot read one of them, or
 * is to leave some out: it goes on at the next item, and finds what later ones refer to.
 *
 * <pre>
 * items ... index:  descriptors: the place of each
 *                   items: the place and first object number of each
 *                   objects: how many, number and place of each        all that are referred to, if any from another item
 * length of the index:4
 * </pre>
 *
 * <p>Numbers and places are told as the difference to the one before, so that most take a byte.
 */
final class WrittenParts {

    private static final int FIRST = 64;
    private static final int KEPT = 4096;
    private static final int[] NONE = {};

    private final MessageOutput out;
    private boolean on;
    private int start;
    private int latest;

    /** By number; the complement once it is referred to. */
    private int[] objects = NONE;

    private int[] descriptors = NONE;

    /** Of each item its place and its first object. */
    private int[] items = NONE;

    private int itemCount;
    private int firstOfItem;
    private boolean crossed;

    WrittenParts(MessageOutput out) {
        this.out = out;
    }

    /** A message begins, after that many bytes. */
    void begin(int count, int headroom) {
        on = true;
        start = headroom;
        itemCount = 0;
        crossed = false;
        if (items.length < 2L * count) {
            items = new int[Math.multiplyExact(2, count)];
        }
    }

    /** An item begins. */
    void item(int firstObject) {
        items[2 * itemCount] = out.size() - start;
        items[2 * itemCount + 1] = firstObject;
        itemCount++;
        firstOfItem = firstObject;
    }

    /** Something begins that can be read by itself. */
    void part() {
        if (on) {
            latest = out.size() - start;
        }
    }

    /** That is an object, and gets a number. */
    void object(int number) {
        if (on) {
            objects = withRoom(objects, number);
            objects[number] = latest;
        }
    }

    /** It is an object that was written before. */
    void reference(int number) {
        if (on) {
            objects[number] = Math.min(objects[number], ~objects[number]);
            crossed |= number < firstOfItem;
        }
    }

    /** A descriptor gets a number. */
    void descriptor(int number) {
        if (on) {
            descriptors = withRoom(descriptors, number);
            descriptors[number] = out.size() - start;
        }
    }

    /** A message ends whose items can all be read: it needs none of this. */
    void endWithout() {
        writeLength(0);
    }

    private void writeLength(int length) {
        out.next(Integer.BYTES).putInt(length);
    }

    private static int[] withRoom(int[] places, int number) {
        return number < places.length
                ? places
                : Arrays.copyOf(places, Math.max(FIRST, Math.max(number + 1, 2 * places.length)));
    }

    /** The message ends: writes the index. */
    void end(int objectCount, int descriptorCount) {
        on = false;
        int at = out.size();
        writeDescriptors(descriptorCount);
        writeItems();
        writeReferred(crossed ? objectCount : 0);
        writeLength(out.size() - at);
        forgetLarge();
    }

    private void writeDescriptors(int count) {
        out.writeCount(count);
        int before = 0;
        for (int i = 0; i < count; i++) {
            out.writeCount(descriptors[i] - before);
            before = descriptors[i];
        }
    }

    private void writeItems() {
        int before = 0;
        int objectBefore = 0;
        for (int i = 0; i < 2 * itemCount; i += 2) {
            out.writeCount(items[i] - before);
            out.writeCount(items[i + 1] - objectBefore);
            before = items[i];
            objectBefore = items[i + 1];
        }
    }

    private void writeReferred(int objectCount) {
        int count = 0;
        for (int i = 0; i < objectCount; i++) {
            count += objects[i] < 0 ? 1 : 0;
        }
        out.writeCount(count);
        int numberBefore = 0;
        int before = 0;
        for (int i = 0; i < objectCount; i++) {
            if (objects[i] < 0) {
                int at = ~objects[i];
                out.writeCount(i - numberBefore);
                out.writeCount(at - before);
                numberBefore = i;
                before = at;
            }
        }
    }

    private void forgetLarge() {
        if (objects.length > KEPT) {
            objects = NONE;
        }
        if (items.length > KEPT) {
            items = NONE;
        }
    }
}
