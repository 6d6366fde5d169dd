package io.multiproc.core.manager.link;

import io.multiproc.ipc.endpoint.Patience;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * Waiting for the link that a call needs: as long as for its outcome, or until others have given the server up. An
 * interrupt is left to the call, of which the server cannot know yet. Used by one thread, whose interrupt is to be
 * restored.
 */
final class LinkPatience implements Patience {

    private final ClientLinks links;
    private final CallPatience call;
    private long look = nextLook();
    private boolean interrupted;
    private boolean asked;

    LinkPatience(ClientLinks links, CallPatience call) {
        this.links = links;
        this.call = call;
    }

    /** Whoever gives the server up closes all links, and cannot close one that is not there yet: it has to look. */
    private static long nextLook() {
        return Deadline.after(ServerSilence.usual());
    }

    @Override
    public long deadline() {
        return Deadline.earlier(look, call.deadline());
    }

    @Override
    public void interrupted() {
        interrupted = true;
        call.askSoon();
    }

    @Override
    public void expired() throws IOException {
        links.checkOpen();
        if (asked) {
            throw new SocketTimeoutException("it lets no further link in");
        }
        if (Deadline.isOver(call.deadline())) {
            call.expired();
            asked = true; // it is there, so it will soon let the call in
        }
        look = nextLook();
    }

    /** Has the thread be interrupted again if it was. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
