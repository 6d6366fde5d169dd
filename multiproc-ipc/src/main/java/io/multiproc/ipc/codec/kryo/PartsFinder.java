package io.multiproc.ipc.codec.kryo;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What becomes of objects that are read apart from what they stand in, since an item of their message was left out. */
final class PartsFinder {

    private final PartsIndex index;

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

    PartsFinder(PartsIndex index) {
        this.index = index;
    }

    /** Where everything begins. */
    PartsIndex index() {
        return index;
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
        int place = index.objectAt(number);
        inProgress.set(number);
        return place;
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
     * The present item is not made. What was read apart for it stays for the next ones, but not with live objects in
     * it: nobody may have these.
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
     * It cannot be read: not for the next item either, unless that can be read by way of another part of a circle, or
     * has more of the stack.
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
