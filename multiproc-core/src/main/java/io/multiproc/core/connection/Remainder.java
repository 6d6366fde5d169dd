package io.multiproc.core.connection;

import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.pipe.MessageChannel;
import io.multiproc.ipc.pipe.Step;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is still to come from a source, to its end, for an end that is about to leave. Used by one thread. */
final class Remainder {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final MessageChannel channel;

    /**
     * The remainder of a channel.
     *
     * @param name of the end, for messages
     */
    Remainder(String name, MessageChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /** Reads to the end, also if interrupted meanwhile; gives what went wrong. */
    @Nullable
    IOException readInto(List<Message> target) {
        boolean interrupted = false;
        try {
            boolean more = true;
            while (more) {
                try {
                    more = readNext(target);
                } catch (InterruptedException e) {
                    interrupted = true; // the rest is on its way, or the end of the process that sends it
                }
            }
            return null;
        } catch (IOException e) {
            return e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean readNext(List<Message> target) throws IOException, InterruptedException {
        await(channel::hasBegun);
        if (channel.isAtEnd()) {
            return false;
        }
        await(channel::isComplete);
        target.add(channel.take());
        return true;
    }

    /** What comes, comes soon: its sender has been told, or is gone. */
    private void await(Step step) throws IOException, InterruptedException {
        if (!channel.await(step, Deadline.after(PATIENCE))) {
            throw new IOException("what was sent last on " + name + " did not come within " + PATIENCE.toSeconds()
                    + " s: the process of the other end does not go on");
        }
    }
}
