package io.multiproc.core.connection;

import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.reduction.NotSendableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ends of pipes in one encoded message: who encodes it can give them back if the message does not leave, or tell
 * which process carries them.
 */
public final class Handover {

    /** A place that stays with the thread: setting and removing a thread's value for each message would cost more. */
    private static final ThreadLocal<Place> PLACE = ThreadLocal.withInitial(Place::new);

    private List<Item> items = List.of();
    private byte[] message = {};

    private Handover() {}

    /** Encodes a message and takes note of the ends in it. */
    public static Handover of(Supplier<byte[]> encoding) {
        Place place = PLACE.get();
        Handover outer = place.current;
        Handover handover = new Handover();
        place.current = handover;
        try {
            handover.message = encoding.get();
        } finally {
            place.current = outer;
        }
        return handover;
    }

    /**
     * The same, for who can be interrupted.
     *
     * @throws InterruptedException if this thread was, while it waited until it could take an end away from another
     */
    public static Handover interruptibly(Supplier<byte[]> encoding) throws InterruptedException {
        try {
            return of(encoding);
        } catch (NotSendableException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof InterruptedException interrupt && Thread.interrupted()) {
                    throw interrupt;
                }
            }
            throw e;
        }
    }

    /** The encoded message. */
    public byte[] message() {
        return message;
    }

    /** The message did not leave: its ends are usable here again. */
    public void giveBack() {
        items.forEach(item -> item.connection().takeBack(item.form()));
        items = List.of();
    }

    /**
     * A child has the message: if it ends before it has read it, the other ends see the end.
     *
     * @param pid number of its process
     * @param ended completed when it has ended, which a child that is a thread does while the process goes on
     */
    public void carriedBy(long pid, CompletionStage<?> ended) {
        if (!items.isEmpty()) {
            carriedBy(RunDirectory.identityOf(pid));
            ended.thenRun(() -> items.forEach(item -> Carriers.lost(item.form().contact())));
        }
    }

    /** The same, for a process by its identity as {@code RunDirectory} has it; null: it is not known, or this one. */
    public void carriedBy(@Nullable String process) {
        for (Item item : items) {
            Contact contact = item.form().contact();
            if (contact != null && process != null) {
                Carriers.tell(contact, process);
            }
        }
    }

    /** It was sent over that end: whoever has the other end of that has it, unless it has been received there. */
    void carriedOver(End end) {
        for (Item item : items) {
            Contact contact = item.form().contact();
            if (contact != null) {
                Carriers.tell(contact, end::peerProcess);
            }
        }
    }

    static void note(PipeConnection connection, EndForm form) {
        Handover current = PLACE.get().current;
        if (current != null) {
            if (current.items.isEmpty()) {
                current.items = new ArrayList<>();
            }
            current.items.add(new Item(connection, form));
        }
    }

    private static final class Place {
        private @Nullable Handover current;
    }

    private record Item(PipeConnection connection, EndForm form) {}
}
