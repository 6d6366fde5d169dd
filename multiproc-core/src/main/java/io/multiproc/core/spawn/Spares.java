package io.multiproc.core.spawn;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.BackgroundThread;
import io.multiproc.process.ProcessStartException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs that stand by for children to come. All are alike: settings as of a child about which nothing was said. May
 * be used by any thread.
 *
 * <p>They are refilled in the background after one was taken, given up when idle long, and not started again after a
 * failure before the next one is asked for. {@code lock} guards everything; no process is started under it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are logged where they happen
final class Spares {

    private static final Logger LOG = System.getLogger(Spares.class.getName());
    private static final int WANTED = Integer.getInteger("multiproc.forkserver.spares", 2);
    private static final int IDLE_SECONDS = Integer.getInteger("multiproc.forkserver.idle", 60);

    /** The child that was started now needs the processors more. */
    private static final int REFILL_DELAY_MILLIS = 20;

    /** Normally some milliseconds. */
    private static final int CREATION_SECONDS = 2;

    private static final JvmSettings ALIKE = JvmSettings.alike();

    private static final Spares INSTANCE = new Spares();

    private final Object lock = new Object();
    private final Deque<Spare> idle = new ArrayDeque<>();
    private final Map<Spare, ScheduledFuture<?>> givingUp = new HashMap<>();
    private final List<ChildLauncher.Started> coming = new ArrayList<>();
    private final ScheduledThreadPoolExecutor thread = BackgroundThread.named("multiproc-spares");
    private final List<CompletableFuture<Void>> awaited = new ArrayList<>();
    private List<String> preload = List.of();
    private int generation;
    private int number;
    private boolean ended;

    private Spares() {
        AtExit.register(AtExit.SPARES, this::end);
    }

    static Spares get() {
        return INSTANCE;
    }

    /** Whether a child with these settings can be a spare. */
    static boolean serves(JvmSettings settings) {
        return settings.withSiblings(0).equals(ALIKE) && JvmCommandLine.heapOption(settings) == null;
    }

    /** A spare that stands by, or null; who has asked is to say {@link #refillSoon} afterwards. */
    @Nullable
    Spare take() {
        synchronized (lock) {
            Spare taken = idle.pollFirst();
            if (taken != null) {
                cancelTimer(taken);
            }
            return taken;
        }
    }

    /** Starts as many as are missing, when the child that was started now has had its time. */
    void refillSoon() {
        synchronized (lock) {
            int asked = generation;
            if (!ended) { // what is started at the very end has a JVM of its own
                thread.schedule(() -> refill(asked), REFILL_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What spares load from now on; those that stand by are ended. */
    void preload(List<String> classNames) {
        synchronized (lock) {
            preload = List.copyOf(classNames);
        }
        drop();
    }

    /** Ends those that stand by or are coming, and starts none before the next one is asked for. */
    void drop() {
        List<ChildLauncher.Started> victims;
        synchronized (lock) {
            generation++;
            idle.forEach(Spare::end);
            idle.clear();
            givingUp.values().forEach(timer -> timer.cancel(false));
            givingUp.clear();
            victims = new ArrayList<>(coming);
            coming.clear(); // they no longer count as spares to come
        }
        victims.forEach(started -> started.child().discard());
    }

    private void end() {
        synchronized (lock) {
            ended = true;
        }
        drop();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.shutdown();
        try { // one that is being created now would be nobody's, and say that it has lost its parent
            boolean unused = thread.awaitTermination(CREATION_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts as many as are missing, unless they were dropped since they were asked for. */
    private void refill(int asked) {
        while (startOne(asked)) {
            LOG.log(Level.TRACE, "a spare is on its way");
        }
    }

    /** Whether one was started; false when there are enough, or it cannot be. */
    private boolean startOne(int asked) {
        String name;
        byte[] frame;
        synchronized (lock) {
            if (ended || asked != generation || idle.size() + coming.size() >= WANTED) {
                return false;
            }
            name = "multiproc-spare-" + ++number;
            frame = Preload.toFrame(preload);
        }
        try {
            ChildLauncher.Started started = ChildLauncher.launch(name, ALIKE, frame, null);
            synchronized (lock) {
                if (ended || asked != generation) { // meanwhile nobody wants it any more
                    started.child().discard();
                } else {
                    coming.add(started);
                }
            }
            CompletableFuture<?> over = CompletableFuture.anyOf(
                    started.child().standsBy(), started.child().exited());
            started.started()
                    .thenCombine(over, (connected, standing) -> standing)
                    .whenComplete((standing, failure) -> arrived(started, asked, failure));
            return true;
        } catch (ProcessStartException e) {
            LOG.log(Level.WARNING, "no spare process for 'forkserver': " + e.getMessage());
            return false;
        }
    }

    private void arrived(ChildLauncher.Started started, int startedIn, @Nullable Throwable failure) {
        if (!started.child().standsBy().isDone()) {
            synchronized (lock) {
                coming.remove(started);
            }
            LOG.log(Level.DEBUG, "a spare process did not get ready", failure);
            return;
        }
        Spare spare = new Spare(started);
        synchronized (lock) {
            coming.remove(started);
            if (ended || startedIn != generation) {
                spare.end();
                return;
            }
            idle.addLast(spare);
            tellIfFull();
            givingUp.put(spare, thread.schedule(() -> giveUp(spare), IDLE_SECONDS, TimeUnit.SECONDS));
        }
        spare.gone().thenRun(() -> forget(spare));
    }

    private void giveUp(Spare spare) {
        if (forget(spare)) {
            spare.end();
        }
    }

    private boolean forget(Spare spare) {
        synchronized (lock) {
            cancelTimer(spare);
            return idle.remove(spare);
        }
    }

    private void cancelTimer(Spare spare) {
        ScheduledFuture<?> timer = givingUp.remove(spare);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Completed when as many stand by as are wanted; for measurements. */
    CompletableFuture<Void> standingBy() {
        CompletableFuture<Void> full = new CompletableFuture<>();
        int asked;
        synchronized (lock) {
            asked = generation;
            awaited.add(full);
            tellIfFull();
        }
        thread.execute(() -> refill(asked));
        return full;
    }

    private void tellIfFull() {
        if (idle.size() >= WANTED) {
            awaited.forEach(waiting -> waiting.complete(null));
            awaited.clear();
        }
    }
}
