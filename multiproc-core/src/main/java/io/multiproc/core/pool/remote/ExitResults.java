package io.multiproc.core.pool.remote;

import io.multiproc.core.pool.blame.RemoteFailure;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.pool.ExitResult;
import io.multiproc.pool.TaskPlace;
import io.multiproc.reduction.UnreadableMessageException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** What the exit hooks of a pool's workers have come to, in the order of their arrival. May be used by any thread. */
public final class ExitResults {

    private final List<Arrived> arrived = new ArrayList<>(); // guarded by itself

    private record Arrived(String worker, long pid, Frame frame) {

        boolean failed() {
            return (frame.flags() & TaskMessage.FAILED) != 0;
        }
    }

    /** By the event loop, where no code of the program's may run: it is decoded later. */
    void add(String worker, long pid, Frame frame) {
        Arrived result = new Arrived(worker, pid, frame);
        synchronized (arrived) {
            arrived.add(result);
        }
        if (result.failed()) {
            System.getLogger(ExitResults.class.getName())
                    .log(
                            Level.WARNING,
                            "the exit hook of worker {0} (pid {1}) failed; exitResults() of its pool has the failure",
                            worker,
                            Long.toString(pid));
        }
    }

    public List<ExitResult> decode(ObjectCodec codec) {
        List<Arrived> now;
        synchronized (arrived) {
            now = List.copyOf(arrived);
        }
        return now.stream().map(result -> decode(codec, result)).toList();
    }

    private static ExitResult decode(ObjectCodec codec, Arrived result) {
        byte[] payload = result.frame().payload();
        if (result.failed()) {
            Throwable failure = RemoteFailure.decode(
                    codec,
                    payload,
                    0,
                    "the exit hook",
                    new TaskPlace(TaskPlace.NO_ITEM, result.worker(), result.pid()),
                    null);
            return new ExitResult(result.worker(), result.pid(), null, failure);
        }
        try {
            return new ExitResult(result.worker(), result.pid(), codec.decode(payload, 0, payload.length), null);
        } catch (UnreadableMessageException e) {
            return new ExitResult(result.worker(), result.pid(), null, e);
        }
    }
}
