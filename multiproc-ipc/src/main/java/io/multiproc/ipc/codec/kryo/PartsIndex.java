package io.multiproc.ipc.codec.kryo;

import java.util.Arrays;

/** Where the parts of a message of several items begin, as its end tells: see {@link WrittenParts}. */
final class PartsIndex {

    /** By number. */
    private final int[] descriptors;

    /** By item; and the first object of each. */
    private final int[] items;

    private final int[] firstObjects;

    /** Of objects that are referred to, and the place of each. */
    private final int[] numbers;

    private final int[] places;

    private PartsIndex(int[] descriptors, int[] items, int[] firstObjects, int[] numbers, int[] places) {
        this.descriptors = descriptors;
        this.items = items;
        this.firstObjects = firstObjects;
        this.numbers = numbers;
        this.places = places;
    }

    /**
     * Reads an index, all of whose bytes are used.
     *
     * @param size how long all items are
     */
    static PartsIndex read(byte[] bytes, int offset, int length, int itemCount, int size) {
        MessageInput in = new MessageInput();
        in.begin(bytes, offset, length);
        int[] descriptors = new int[in.readCount(1)];
        for (int i = 0, at = 0; i < descriptors.length; i++) {
            at = next(in, at, size);
            descriptors[i] = at;
        }
        if (2L * itemCount > in.remaining()) {
            throw new Damage("an index of " + length + " bytes for " + itemCount + " items");
        }
        int[] items = new int[itemCount];
        int[] firstObjects = new int[itemCount];
        readPairs(in, items, firstObjects, size);
        if (itemCount > 0 && firstObjects[0] != 0) {
            throw new Damage("an index with object " + firstObjects[0] + " as the first of all");
        }
        int[] numbers = new int[in.readCount(2)];
        int[] places = new int[numbers.length];
        readPairs(in, numbers, places, size);
        if (in.remaining() > 0) {
            throw new Damage(in.remaining() + " bytes follow the index");
        }
        return new PartsIndex(descriptors, items, firstObjects, numbers, places);
    }

    private static void readPairs(MessageInput in, int[] first, int[] second, int size) {
        int a = 0;
        int b = 0;
        for (int i = 0; i < first.length; i++) {
            a = next(in, a, size);
            b = next(in, b, size);
            first[i] = a;
            second[i] = b;
        }
    }

    /** A place, or the number of an object, of which each has a place of its own. */
    private static int next(MessageInput in, int before, int size) {
        int next = before + in.readVarInt(true);
        if (next < before || next > size) {
            throw new Damage("an index with " + Integer.toUnsignedString(next) + " for " + size + " bytes of items");
        }
        return next;
    }

    int itemAt(int item) {
        return items[item];
    }

    int firstObjectOf(int item) {
        return firstObjects[item];
    }

    /** The item that an object stands in. */
    int itemOf(int object) {
        int found = Arrays.binarySearch(firstObjects, object);
        int item = found >= 0 ? found : -found - 2;
        while (item + 1 < firstObjects.length && firstObjects[item + 1] == object) {
            item++; // those before have no objects
        }
        return item;
    }

    int descriptorAt(int number) {
        if (number < 0 || number >= descriptors.length) {
            throw new Damage("a reference to class " + number + ", which is not there");
        }
        return descriptors[number];
    }

    int objectAt(int number) {
        int found = Arrays.binarySearch(numbers, number);
        if (found < 0) {
            throw new Damage("a reference to object " + number + ", which is not there");
        }
        return places[found];
    }
}
