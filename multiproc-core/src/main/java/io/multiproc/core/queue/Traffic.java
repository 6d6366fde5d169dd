package io.multiproc.core.queue;

import io.multiproc.core.waiting.Listeners;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Who gets the next element, and who may put one: those who wait, first come, first served. Guarded by the lock of the
 * queue.
 *
 * <p>A process that is the only one to ask may be given more than it asks for. As soon as anybody else asks, what it has
 * not taken is the queue's again, so nobody is given an element while an older one lies unused elsewhere. It is the same
 * with free slots.
 */
final class Traffic {

    private final Capacity capacity;
    private final ElementStore store;
    private final ArrayDeque<Taker> takers = new ArrayDeque<>();
    private final ArrayDeque<Putter> putters = new ArrayDeque<>();
    private final Listeners listeners = new Listeners();
    private final List<Attachment> attachments = new ArrayList<>();

    Traffic(Capacity capacity, ElementStore store) {
        this.capacity = capacity;
        this.store = store;
    }

    void attach(Attachment attachment) {
        attachments.add(attachment);
    }

    void detach(Attachment attachment) {
        attachments.remove(attachment);
        takers.remove(attachment);
        putters.remove(attachment);
    }

    List<Attachment> attachments() {
        return attachments;
    }

    void addTaker(Taker taker) {
        if (!takers.contains(taker)) {
            takers.add(taker);
        }
    }

    void addPutter(Putter putter) {
        if (!putters.contains(putter)) {
            putters.add(putter);
        }
    }

    boolean removeTaker(Taker taker) {
        return takers.remove(taker);
    }

    boolean removePutter(Putter putter) {
        return putters.remove(putter);
    }

    boolean hasTakers() {
        return !takers.isEmpty();
    }

    /** Whether a new element is anybody's business at once. */
    boolean isAnybodyTold() {
        return !takers.isEmpty() || !listeners.isEmpty() || attachments.stream().anyMatch(Attachment::isWatching);
    }

    boolean hasPutters() {
        return !putters.isEmpty();
    }

    /** Wakes the threads of this process that wait. */
    void wakeLocal() {
        takers.forEach(taker -> {
            if (taker instanceof LocalTaker local) {
                local.wake();
            }
        });
        putters.forEach(putter -> {
            if (putter instanceof LocalPutter local) {
                local.wake();
            }
        });
    }

    /** Gives what there is to those who wait. */
    void run() {
        do {
            deliver();
        } while (admit());
        if (!store.isEmpty()) {
            listeners.run();
            attachments.forEach(Attachment::available);
        }
    }

    /** Told of elements that nobody is about to get. */
    Listeners listeners() {
        return listeners;
    }

    /** Whether there is an element that nobody is about to get. */
    boolean isReady() {
        return !store.isEmpty() || attachments.stream().anyMatch(attachment -> attachment.occupied() > 0);
    }

    /** Takes back what others have not taken, so that the oldest element is in the store. */
    void recall() {
        recall(true);
    }

    private void recall(boolean alsoReported) {
        for (int i = 0; i < attachments.size(); i++) {
            attachments.get(i).recallInto(store, alsoReported);
        }
    }

    /** Slots that nobody has been granted; before it says that there is none, it takes back what is not used. */
    int freeSlots() {
        int free = countFree();
        if (free <= 0) {
            for (Attachment attachment : attachments) {
                attachment.recallSlots();
            }
            free = countFree();
        }
        return free;
    }

    /** All elements, wherever they are, but for those promised to threads that wait for them. */
    int size() {
        int size = store.count();
        for (Attachment attachment : attachments) {
            size += attachment.occupied() + attachment.onTheirWay();
        }
        return size;
    }

    private void deliver() {
        while (!takers.isEmpty()) {
            recall();
            if (store.isEmpty()) {
                return;
            }
            Taker first = takers.remove();
            if (first.takeFrom(store, takers.isEmpty())) {
                takers.add(first);
            }
        }
    }

    /** Returns whether there may be something to deliver. */
    private boolean admit() {
        boolean admitted = false;
        while (!putters.isEmpty()) {
            int free = freeSlots();
            if (free <= 0) {
                recall(false); // so that each further get is heard of
                free = freeSlots();
                if (free <= 0) {
                    break;
                }
            }
            Putter first = putters.remove();
            if (first.use(free, putters.isEmpty())) {
                putters.add(first);
            }
            admitted = true;
        }
        return admitted && hasTakers() && !store.isEmpty();
    }

    private int countFree() {
        int granted = 0;
        int leased = 0;
        for (Attachment attachment : attachments) {
            granted += attachment.grantedSlots();
            leased += attachment.occupied();
        }
        return capacity.free(store, leased, granted);
    }
}
