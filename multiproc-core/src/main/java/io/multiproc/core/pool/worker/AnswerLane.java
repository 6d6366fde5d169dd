package io.multiproc.core.pool.worker;

import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.ring.FrameRing;
import java.io.IOException;

/**
 * The worker's end of the two ways to its pool, for outcomes of tasks. Small ones go through memory, without a system
 * call for each, where the pool finds them also if the worker is killed right after. Used by the worker's thread.
 */
final class AnswerLane {

    private final Endpoint link;
    private final FrameRing ring;
    private boolean inPieces;

    AnswerLane(Endpoint link, FrameRing ring) {
        this.link = link;
        this.ring = ring;
    }

    /** Sends what {@link TaskMessage#result} makes of these. */
    void send(byte[] frame, int task, int item, int count, int flags) throws IOException {
        byte[] result = TaskMessage.result(frame, task, item, count, flags);
        boolean last = (flags & TaskMessage.MORE) == 0;
        // the pieces of one outcome go the same way, so that they come in order
        if (last && !inPieces && ring.offer(result)) {
            if (ring.mustKnock()) {
                link.send(FrameRing.knock());
            }
        } else {
            link.send(result);
            inPieces = !last;
        }
    }
}
