package io.multiproc.core.pool.remote;

import io.multiproc.core.child.Child;
import io.multiproc.core.pool.blame.RemoteFailure;
import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.pool.TaskPlace;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a worker and its pool send each other. What comes is taken on the event loop, to which {@code answers} and
 * {@code hasLeft} belong.
 */
@SuppressWarnings("FutureReturnValueIgnored") // an initializer's failure ends in the process's ready()
final class WorkerLink implements LinkListener {

    private static final Logger LOG = System.getLogger(WorkerLink.class.getName());
    private static final Executor ELSEWHERE = NamedThreads.oneForEach("multiproc-pool-failure");
    private static final byte[] NOTHING = {};

    private final Worker worker;
    private final WorkerProcess process;
    private final WorkerListener listener;
    private final Lane lane;
    private final ExitResults exitResults;
    private final List<Frame> answers = new ArrayList<>();
    private final CompletableFuture<Void> unlinked = new CompletableFuture<>();
    private final AtomicReference<@Nullable CompletableFuture<byte[]>> asked = new AtomicReference<>();
    private volatile @Nullable Link link;
    private volatile byte[] lastReport = NOTHING;
    private boolean hasLeft;
    private volatile @Nullable String refusal;

    WorkerLink(Worker worker, WorkerProcess process, WorkerListener listener, Lane lane, ExitResults exitResults) {
        this.exitResults = exitResults;
        this.worker = worker;
        this.process = process;
        this.listener = listener;
        this.lane = lane;
    }

    /** Sends what goes to a worker that is ready. */
    void send(byte[] frame) {
        lane.send(frame);
    }

    Lane lane() {
        return lane;
    }

    /** Asks the worker what it has done; the answer is empty if it has died, and may never come if it is stopped. */
    CompletableFuture<byte[]> report() {
        CompletableFuture<byte[]> fresh = new CompletableFuture<>();
        CompletableFuture<byte[]> before = asked.compareAndExchange(null, fresh);
        Child child = process.child();
        if (process.gone().isDone() || child == null) {
            lastWord();
        } else {
            child.order(NOTHING);
        }
        return before == null ? fresh : before;
    }

    /** What it has told last, also unasked as it left; empty if nothing. */
    byte[] lastReport() {
        return lastReport;
    }

    /** Whoever has asked will hear nothing any more. */
    void lastWord() {
        answerReport(NOTHING);
    }

    private void answerReport(byte[] numbers) {
        CompletableFuture<byte[]> waiting = asked.getAndSet(null);
        if (waiting != null) {
            waiting.complete(numbers);
        }
    }

    /** The process has ended: completed when all that it sent has been taken. */
    CompletableFuture<Void> processEnded() {
        if (link == null) {
            unlinked.complete(null);
        }
        return unlinked;
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        lane.opened(opened);
    }

    @Override
    public void received(Frame frame) {
        if (frame.type() == FrameType.RESULT) {
            answers.add(frame);
        } else if (frame.type() == FrameType.KNOCK) {
            listener.knocked(worker);
        } else if (frame.type() == FrameType.STACK) {
            told(frame.payload());
        } else if (frame.type() == FrameType.REPORT) {
            reported(frame);
        } else if (frame.type() == FrameType.FAREWELL) {
            exitResults.add(worker.name(), process.pid(), frame);
        } else if (frame.type() == FrameType.READY) {
            process.hasBegun();
            becomeReady(frame);
        } else {
            link().close();
        }
    }

    @Override
    public void drained() {
        if (!answers.isEmpty()) {
            listener.answered(worker, answers);
            answers.clear();
        }
    }

    @Override
    public void closed(@Nullable IOException error) {
        drained();
        String reason = error == null ? null : reason(error);
        if (reason != null) {
            refusal = reason;
            LOG.log(Level.WARNING, "worker " + worker.name() + " is killed: " + reason, error);
        }
        unlinked.complete(null);
        if (error != null) {
            process.kill();
        }
    }

    /**
     * Why what it sent cannot be taken; null if the link failed for another reason, such as its death inside of a
     * frame.
     */
    private static @Nullable String reason(IOException error) {
        if (error.getCause() instanceof OutOfMemoryError) {
            return "the heap of this process has no room for it (raise -Xmx, or have it return less at a time)";
        }
        return error instanceof FrameException ? error.getMessage() : null;
    }

    /** Why the worker was killed, if that was for what it sent. */
    @Nullable
    String refusal() {
        return refusal;
    }

    private void reported(Frame frame) {
        boolean leaves = (frame.flags() & TaskMessage.LEAVES) != 0;
        if (leaves || !hasLeft) { // what is told after the last report may have been counted before
            lastReport = frame.payload();
        }
        hasLeft |= leaves;
        if (!leaves) { // else it knows less than who has asked would be told
            answerReport(frame.payload());
        }
    }

    private void told(byte[] stack) {
        if (TaskMessage.stackItem(stack) == TaskBoard.STARTING) {
            process.start().told(TaskMessage.stackText(stack));
        } else {
            listener.told(worker, stack);
        }
    }

    private void becomeReady(Frame frame) {
        if ((frame.flags() & TaskMessage.FAILED) == 0) {
            if (process.start().mayBecomeReady()) {
                listener.ready(worker);
                process.start().becomeReady();
            }
        } else {
            byte[] payload = frame.payload();
            // decoding may run code of the program: not here
            ELSEWHERE.execute(() -> process.start()
                    .failed(RemoteFailure.decode(
                            Ipc.codec(),
                            payload,
                            0,
                            "the initializer",
                            new TaskPlace(TaskPlace.NO_ITEM, worker.name(), process.pid()),
                            null)));
        }
    }

    private Link link() {
        Link current = link;
        if (current == null) {
            throw new IllegalStateException("worker " + worker.name() + " has no task link yet");
        }
        return current;
    }
}
