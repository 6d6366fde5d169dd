package io.multiproc.core.queue;

import io.multiproc.core.child.LocalHub;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.queue.QueueHandle.Kind;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lets other processes in to a queue of this one, from the first time that it is sent. May be used by any thread. */
final class QueueSharing {

    private static final AtomicLong IDS = new AtomicLong();

    private final OwnedQueue queue;
    private final Kind kind;
    private final Capacity capacity;
    private final AtomicLong boards = new AtomicLong();
    private @Nullable QueueHandle handle;

    QueueSharing(OwnedQueue queue, Kind kind, Capacity capacity) {
        this.queue = queue;
        this.kind = kind;
        this.capacity = capacity;
    }

    /** What others need to use the queue. */
    synchronized QueueHandle handle(LiveQueue cover) {
        QueueHandle current = handle;
        if (current == null) {
            Ipc hub = LocalHub.get();
            LinkTicket ticket = LinkTicket.issue(IDS.incrementAndGet());
            hub.links().serve(ticket, LinkKind.QUEUE, () -> new Attachment(queue, boardFile(hub, ticket.childId())));
            current = new QueueHandle(
                    hub.address().toString(),
                    ticket.childId(),
                    ticket.key(),
                    kind,
                    queue.name(),
                    capacity,
                    CurrentProcess.get().name(),
                    ProcessHandle.current().pid());
            QueueRegistry.addShared(current, cover);
            handle = current;
        }
        return current;
    }

    private Path boardFile(Ipc hub, long id) {
        return hub.directory().resolve("queue-" + id + "-" + boards.incrementAndGet());
    }
}
