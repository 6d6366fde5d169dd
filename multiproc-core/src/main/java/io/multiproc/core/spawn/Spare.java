package io.multiproc.core.spawn;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.Launch;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.process.StartMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A child JVM that has connected and stands by for work; used once. */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
final class Spare {

    /** Normally a tenth of a millisecond; one that is stopped or swapped out is not worth waiting for. */
    private static final long PATIENCE_MILLIS = 1000;

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
        try {
            CompletableFuture.anyOf(child.begun(), child.exited()).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return giveUp(child);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever waits next sees it; there is little to wait for here
            return giveUp(child);
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither a beginning nor an end can fail", e);
        }
        return child.begun().isDone() ? new Launch(child, child.begun()) : giveUp(child);
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
