package io.multiproc.core.spawn;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.Launch;
import io.multiproc.core.waiting.Futures;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.process.StartMethod;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A child JVM that has connected and stands by for work; used once. */
final class Spare {

    /** Normally a tenth of a millisecond; one that is stopped or swapped out is not worth waiting for. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Spare.class.getName());

    private final ChildLauncher.Started started;

    Spare(ChildLauncher.Started started) {
        this.started = started;
    }

    /**
     * Gives it its work, and waits until it has it.
     *
     * @return null if it has died meanwhile or does not answer: it has then not run any of the work, and will not
     */
    @Nullable
    Launch begin(ChildSpec spec, @Nullable LinkListener tasks) {
        SpawnedChild child = started.child();
        if (tasks != null) {
            Ipc.local().links().expect(started.ticket(), LinkKind.TASKS, tasks);
        }
        child.begin(spec.name(), Preparation.of(spec, StartMethod.FORKSERVER).toFrame());
        boolean known = awaitWhatever(CompletableFuture.anyOf(child.begun(), child.exited()));
        if (!known) {
            LOG.log(Level.DEBUG, "the spare process {0} does not answer", Long.toString(child.pid()));
        }
        return child.begun().isDone() ? new Launch(child, child.begun()) : giveUp(child);
    }

    /** Also in an interrupted thread: the start is not what is to be interrupted, and there is little to wait for. */
    private static boolean awaitWhatever(CompletableFuture<?> answer) {
        long deadline = Deadline.after(PATIENCE);
        boolean interrupted = false;
        try {
            while (!Deadline.isOver(deadline)) {
                try {
                    return Futures.await(answer, deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return answer.isDone();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void end() {
        started.child().discard();
    }

    /** Completed when the process has ended. */
    CompletableFuture<?> gone() {
        return started.child().exited();
    }

    private static @Nullable Launch giveUp(SpawnedChild child) {
        child.kill();
        // it may have taken its work just now: until it is dead nobody else may be given that
        child.exited().join();
        Ipc.local().links().forget(child.id());
        return child.begun().isDone() ? new Launch(child, child.begun()) : null;
    }
}
