package io.multiproc.core.manager.link;

import io.multiproc.core.manager.wire.CallMessages;
import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.ipc.endpoint.Patience;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for the outcome of a call. The server is responsible for time-outs and interrupts; when it has had the time
 * for that, it is asked whether it is there at all, and again now and then. Used by one thread.
 */
public final class CallPatience implements Patience {

    /** What a server may take longer than asked for before it is asked. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** A longer time-out is none. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    /** Between two questions is so many times what the answer may take. */
    private static final int SILENCES = 3;

    private final ClientLinks links;
    private final long call;
    private final CalledMethod method;
    private long deadline;
    private boolean interrupted;

    public CallPatience(ClientLinks links, long call, CalledMethod method, @Nullable Object @Nullable [] arguments) {
        this.links = links;
        this.call = call;
        this.method = method;
        this.deadline = first(arguments);
    }

    /** Over a network the other machine may vanish without a word; a process of this machine does not. */
    private long first(@Nullable Object @Nullable [] arguments) {
        long usual = links.isInternet() ? Deadline.after(round()) : Deadline.NEVER;
        if (arguments == null
                || arguments.length == 0
                || !(arguments[arguments.length - 1] instanceof Duration timeout)
                || timeout.compareTo(LONGEST) > 0) {
            return usual;
        }
        return Deadline.earlier(usual, Deadline.after(timeout.isNegative() ? GRACE : timeout.plus(GRACE)));
    }

    private static Duration round() {
        return ServerSilence.usual().multipliedBy(SILENCES);
    }

    public boolean wasInterrupted() {
        return interrupted;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void interrupted() {
        interrupted = true;
        if (method.interruptible()) {
            links.tell(CallMessages.cancel(call));
        }
        askSoon();
    }

    /** The server has no more than a moment from now on before it is asked. */
    void askSoon() {
        deadline = Deadline.after(GRACE);
    }

    @Override
    public void expired() throws IOException {
        links.checkServer();
        deadline = Deadline.after(round());
    }
}
