package io.multiproc.core.queue;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What travels in a queue's place: where it is, and the key to it.
 *
 * @param hub the socket of its owner's hub
 * @param id its number there
 * @param key who has it, may use the queue
 * @param kind which of the queues of the api it is
 * @param name for messages
 * @param capacity how much it may hold; if that is limited, an element needs a slot
 * @param ownerName for messages
 * @param ownerPid for messages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and must not be printed
record QueueHandle(
        String hub, long id, byte[] key, Kind kind, String name, Capacity capacity, String ownerName, long ownerPid) {

    /** The queues of the api. */
    enum Kind {
        /** {@code ProcessQueue}. */
        PLAIN,
        /** {@code JoinableQueue}. */
        JOINABLE,
        /** {@code SimpleQueue}. */
        SIMPLE;

        String typeName() {
            return switch (this) {
                case PLAIN -> "ProcessQueue";
                case JOINABLE -> "JoinableQueue";
                case SIMPLE -> "SimpleQueue";
            };
        }
    }

    /** What {@code RunDirectory.isOwnerAlive} takes for the process of the owner. */
    String owner() {
        return String.valueOf(Objects.requireNonNull(Path.of(hub).getParent(), "directory of the hub")
                .getFileName());
    }

    /** Without the key: it does not belong in logs. */
    @Override
    public String toString() {
        return "QueueHandle[hub=" + hub + ", id=" + id + ", name=" + name + "]";
    }
}
