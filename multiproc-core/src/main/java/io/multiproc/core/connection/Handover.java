package io.multiproc.core.connection;

import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.rundir.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ends of pipes in one encoded message: who encodes it can give them back if the message does not leave, or tell which
 * process carries them.
 */
public final class Handover {

    private static final ThreadLocal<@Nullable Handover> CURRENT = new ThreadLocal<>();

    private final List<Item> items = new ArrayList<>(0);
    private byte[] message = {};

    private Handover() {}

    /** Encodes a message and takes note of the ends in it. */
    public static Handover of(Supplier<byte[]> encoding) {
        Handover outer = CURRENT.get();
        Handover handover = new Handover();
        CURRENT.set(handover);
        try {
            handover.message = encoding.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
        return handover;
    }

    /** The encoded message. */
    public byte[] message() {
        return message;
    }

    /** The message did not leave: its ends are usable here again. */
    public void giveBack() {
        items.forEach(item -> item.connection().takeBack(item.form()));
        items.clear();
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

    /** The same, for a process by its identity; null: it is not known. */
    void carriedBy(@Nullable String process) {
        for (Item item : items) {
            Contact contact = item.form().contact();
            if (contact != null && process != null) {
                Carriers.tell(contact, process);
            }
        }
    }

    static void note(PipeConnection connection, EndForm form) {
        Handover current = CURRENT.get();
        if (current != null) {
            current.items.add(new Item(connection, form));
        }
    }

    private record Item(PipeConnection connection, EndForm form) {}
}
