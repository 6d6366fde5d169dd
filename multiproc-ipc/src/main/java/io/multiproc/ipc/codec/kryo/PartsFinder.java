package io.multiproc.ipc.codec.kryo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a reader needs to know who could not read one item of a message: see {@link WrittenParts}. */
final class PartsFinder {

    private final int[] descriptors;
    private final int[] items;
    private final int[] firstObjects;
    private final int[] numbers;
    private final int[] places;

    /** Why classes cannot be had here, by the number of their descriptors. */
    private final Map<Integer, Damage> missing = new HashMap<>();

    /** Objects that are being read apart from what they stand in. */
    private final BitSet inProgress = new BitSet();

    /** Why objects cannot be read apart, by their numbers. */
    private final Map<Integer, RuntimeException> unreadable = new HashMap<>();

    /** Live objects in those, the innermost last. */
    private final List<Integer> uses = new ArrayList<>();

    /** Live objects in what the present item has got that way. */
    private final BitSet usedByItem = new BitSet();

    /** Live objects that have got into others than what they stand in. */
    private final BitSet used = new BitSet();

    /** All objects that were read apart for the present item. */
    private final BitSet apartForItem = new BitSet();

    /** All objects that were read apart for items before, and stay. */
    private final BitSet apart = new BitSet();

    /** Whether something in progress failed as it is read from within a circle. */
    private boolean hasMetCircle;

    /** Where those end, by their numbers. */
    private final Map<Integer, End> ends = new HashMap<>();

    /** The place behind an object, and the number of the first one that is no part of it. */
    record End(int place, int nextObject) {}

    private PartsFinder(int[] descriptors, int[] items, int[] firstObjects, int[] numbers, int[] places) {
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
    static PartsFinder read(byte[] bytes, int offset, int length, int itemCount, int size) {
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
        return new PartsFinder(descriptors, items, firstObjects, numbers, places);
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

    void noteDescriptor(int number, Damage reason) {
        missing.put(number, reason);
    }

    /** Throws what was thrown before. */
    void checkDescriptor(int number) {
        Damage reason = missing.get(number);
        if (reason != null) {
            throw reason;
        }
    }

    /** A live object has come to be that must be closed if nobody gets it. */
    void use(int number) {
        if (!inProgress.isEmpty()) {
            uses.add(number);
        }
    }

    /** How many live objects are in what is being read apart. */
    int uses() {
        return uses.size();
    }

    /** Whether a live object is a part of another item than the one that it stands in. */
    boolean isUsed(int number) {
        return used.get(number);
    }

    /** The object is going to be read by itself; gives its place. */
    int begin(int number) {
        RuntimeException reason = unreadable.get(number);
        if (reason != null) {
            throw reason;
        }
        if (inProgress.isEmpty()) {
            hasMetCircle = false;
        }
        if (inProgress.get(number)) {
            throw circle();
        }
        int found = Arrays.binarySearch(numbers, number);
        if (found < 0) {
            throw new Damage("a reference to object " + number + ", which is not there");
        }
        inProgress.set(number);
        return places[found];
    }

    /**
     * It was read.
     *
     * @param before live objects that had come to be before it
     */
    void end(int number, End end, int before) {
        int inner = inProgress.nextSetBit(number + 1);
        if (inner >= 0 && inner < end.nextObject()) {
            throw circle();
        }
        inProgress.clear(number);
        ends.put(number, end);
        apartForItem.set(number, end.nextObject());
        List<Integer> its = uses.subList(before, uses.size());
        its.forEach(usedByItem::set);
        its.clear();
    }

    private Damage circle() {
        hasMetCircle = true;
        return new Damage("it refers to what it is a part of, and something else there cannot be read");
    }

    /** Where an object ends that is met again, as the first of those that were read apart with it. */
    End endOf(int number) {
        End end = ends.get(number);
        if (end == null) {
            throw circle(); // still in progress, or a part of what is
        }
        return end;
    }

    /** Whether that object is complete, and others may have got it. */
    boolean isApart(int number) {
        return apart.get(number) || apartForItem.get(number);
    }

    /** The present item is made, and has what was read apart for it. */
    void keep() {
        if (!apartForItem.isEmpty()) {
            apart.or(apartForItem);
            apartForItem.clear();
            used.or(usedByItem);
            usedByItem.clear();
        }
    }

    /**
     * The present item is not made. What was read apart for it stays for the next ones, but not with live objects in it:
     * nobody may have these.
     *
     * @return the objects to forget
     */
    BitSet drop() {
        if (usedByItem.isEmpty()) {
            keep();
            return new BitSet(0);
        }
        BitSet dropped = (BitSet) apartForItem.clone();
        dropped.andNot(apart);
        apartForItem.clear();
        usedByItem.clear();
        return dropped;
    }

    /**
     * It cannot be read: not for the next item either, unless that can be read by way of another part of a circle, or has
     * more of the stack.
     */
    void fail(int number, int before, Throwable reason) {
        inProgress.clear(number);
        uses.subList(before, uses.size()).clear();
        if (!hasMetCircle && reason instanceof RuntimeException lasting && !isOfDepth(reason)) {
            unreadable.put(number, lasting);
        }
    }

    private static boolean isOfDepth(Throwable reason) {
        return reason instanceof Refusal
                || reason.getCause() instanceof Refusal
                || reason.getCause() instanceof StackOverflowError;
    }
}
