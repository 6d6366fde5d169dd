package io.multiproc.core.queue;

import io.multiproc.core.waiting.Listeners;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the next element, and who may put one: those who wait, first come, first served. Guarded by the lock of the
 * queue.
 *
 * <p>A process that is the only one to ask may be given more than it asks for. As soon as anybody else asks, what it
 * has not taken is the queue's again, so nobody is given an element while an older one lies unused elsewhere. It is the
 * same with free slots.
 */
final class Traffic {

    private final Capacity capacity;
    private final ElementStore store;
    private final CommonLease common;
    private final Supply supply;
    private final ArrayDeque<Taker> takers = new ArrayDeque<>();
    private final ArrayDeque<Putter> putters = new ArrayDeque<>();
    private final Listeners listeners = new Listeners();
    private final List<Attachment> attachments = new ArrayList<>();
    private boolean contested;

    Traffic(Capacity capacity, ElementStore store, CommonLease common) {
        this.capacity = capacity;
        this.store = store;
        this.common = common;
        this.supply = new Supply(store, common);
    }

    void attach(Attachment attachment) {
        attachments.add(attachment);
    }

    /** A process uses the queue no longer: what it has not taken goes to others. */
    void detach(Attachment attachment, GivenLeases leases) {
        leases.endInto(store);
        attachments.remove(attachment);
        common.forget(attachment);
        if (attachments.isEmpty()) {
            common.end(store);
        }
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
        return !takers.isEmpty() || isWatched();
    }

    private boolean isWatched() {
        if (!listeners.isEmpty()) {
            return true;
        }
        for (int i = 0; i < attachments.size(); i++) { // no stream: this is asked at each message
            if (attachments.get(i).isWatching()) {
                return true;
            }
        }
        return false;
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
        if (isWatched() && isReady()) {
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
        return !store.isEmpty()
                || common.untaken() > 0
                || attachments.stream().anyMatch(attachment -> attachment.occupied() > 0);
    }

    /** Takes the oldest element that nobody is about to get, or gives null. */
    @Nullable
    Element poll() {
        Element element = common.poll();
        if (element == null) {
            recall(true);
            element = store.poll();
        }
        return element;
    }

    /** Whether processes have wanted elements at the same time. */
    boolean isContested() {
        return contested;
    }

    /** Takes back what others have for themselves and have not taken. */
    private void recall(boolean alsoReported) {
        for (int i = 0; i < attachments.size(); i++) {
            contested |= attachments.get(i).recallInto(store, alsoReported);
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

    /**
     * Elements have come: if they are so large that not all will fit for which there are slots, what is not used is
     * taken back.
     */
    void cutSlots() {
        if (capacity.isLimitedInBytes()) {
            int unused = freeSlots();
        }
    }

    /** All elements, wherever they are, but for those promised to threads that wait for them. */
    int size() {
        int size = store.count() + common.untaken();
        for (Attachment attachment : attachments) {
            size += attachment.occupied() + attachment.onTheirWay();
        }
        return size;
    }

    private void deliver() {
        while (!takers.isEmpty()) {
            if (common.untaken() == 0) {
                recall(true);
                if (store.isEmpty()) {
                    return;
                }
            }
            Taker first = takers.remove();
            if (first.takeFrom(supply, takers.size())) {
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
                common.recallInto(store, false);
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
        int leased = common.untaken();
        for (Attachment attachment : attachments) {
            granted += attachment.grantedSlots();
            leased += attachment.occupied();
        }
        return capacity.free(store, leased, capacity.isLimitedInBytes() ? leasedBytes() : 0, granted);
    }

    private long leasedBytes() {
        long bytes = common.untakenBytes();
        for (Attachment attachment : attachments) {
            bytes += attachment.occupiedBytes();
        }
        return bytes;
    }
}
