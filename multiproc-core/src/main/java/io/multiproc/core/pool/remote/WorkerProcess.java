package io.multiproc.core.pool.remote;

import io.multiproc.core.child.Child;
import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.child.KernelKills;
import io.multiproc.core.child.Launch;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.pool.wire.Hooks;
import io.multiproc.core.pool.wire.WorkerMemory;
import io.multiproc.core.pool.worker.WorkerSetup;
import io.multiproc.core.start.Starters;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.process.ProcessException;
import io.multiproc.process.ProcessStartException;
import io.multiproc.process.StartMethod;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A worker's process, from its launch to its end; and the file of its task board, as long as it needs one. Used by any
 * thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are told by ready() and gone()
final class WorkerProcess {

    private static final Logger LOG = System.getLogger(WorkerProcess.class.getName());
    private static final AtomicLong BOARDS = new AtomicLong();
    static final Executor KILLER = NamedThreads.oneForEach("multiproc-pool-kill");
    private static final int EXIT_SECONDS = 5;
    private static final String LEAVING_PROPERTY = "multiproc.worker.timeout";
    private static final int LEAVING_SECONDS = Integer.getInteger(LEAVING_PROPERTY, 10);

    private final String name;
    private final long graceNanos;
    private final Path boardFile;
    private final WorkerStart start = new WorkerStart(this);
    private final CompletableFuture<ExitStatus> gone = new CompletableFuture<>();
    private final long launched = System.nanoTime();
    private volatile long startNanos;
    private volatile @Nullable Child child;

    WorkerProcess(String name, long graceNanos) {
        this.name = name;
        this.graceNanos = graceNanos;
        this.boardFile = Ipc.local().directory().resolve("board-" + BOARDS.incrementAndGet());
    }

    /**
     * What it will share with its pool.
     *
     * @throws ProcessStartException if there is no room for it, or no file can be opened
     */
    WorkerMemory createMemory() {
        try {
            return WorkerMemory.create(boardFile);
        } catch (IOException e) {
            throw new ProcessStartException(
                    "cannot create the task board of worker " + name + ": " + e
                            + " (see to it that there is room in " + boardFile.getParent()
                            + " and that files may be opened, ulimit -n; another place: -Dmultiproc.dir=DIR)",
                    List.of(),
                    null,
                    e);
        }
    }

    /** Starts it; it is ready when its first message says so. Leaves nothing behind if that fails. */
    void launch(PoolConfig config, Hooks.Encoded hooks, Worker.Position position, WorkerLink link) {
        try {
            begin(config, hooks, position, link);
        } catch (RuntimeException | Error e) {
            kill();
            deleteBoardFile();
            throw e;
        }
    }

    private void begin(PoolConfig config, Hooks.Encoded hooks, Worker.Position position, WorkerLink link) {
        KernelKills.Count before = config.kernel().count();
        boolean recorded = config.jvm().isRecorded();
        boolean inThread = config.startMethod() == StartMethod.THREAD;
        byte[] work = Ipc.codec().encode(new WorkerSetup(boardFile.toString(), hooks, recorded, inThread), 0);
        CurrentProcess self = CurrentProcess.get();
        ChildSpec spec = new ChildSpec(
                name,
                self.nextChildPosition(),
                config.daemonicWorkers(),
                true,
                self.authkey(),
                config.jvm().withSiblings(Math.max(config.jvm().siblings(), position.workers())),
                config.logs().get(),
                work);
        Launch launch = Starters.of(config.startMethod()).launch(spec, link);
        Child started = launch.child();
        child = started;
        if (config.pinned() && !inThread) {
            Pinning.pin(name, started.pid(), position.place());
        }
        started.exiting()
                .thenRun(() -> CompletableFuture.delayedExecutor(EXIT_SECONDS, TimeUnit.SECONDS, KILLER)
                        .execute(started::kill)); // a hook of the program's hangs: the task must not
        CompletableFuture<@Nullable Throwable> startFailure =
                launch.started().handle((connected, failure) -> failure); // with the JVM's own words
        started.exited().thenCombine(startFailure, (status, failure) -> {
            ended(
                    status.isKilled() ? status.withKernelKills(kills(config.kernel(), before, started)) : status,
                    failure,
                    link);
            return null;
        });
        if (config.startTimeout() != null) {
            start.limit(config.startTimeout(), graceNanos);
        }
    }

    /** What was killed by this process is no kill of the kernel's, which then may explain another death. */
    private static KernelKills.@Nullable Change kills(
            KernelKills kernel, KernelKills.@Nullable Count before, Child child) {
        return child.isKilledHere() ? kernel.besides(before) : kernel.since(before);
    }

    private void ended(ExitStatus status, @Nullable Throwable startFailure, WorkerLink link) {
        link.processEnded()
                .completeOnTimeout(null, EXIT_SECONDS, TimeUnit.SECONDS)
                .thenRun(() -> {
                    deleteBoardFile();
                    start.failed(startFailure != null ? startFailure : endedTooSoon(status));
                    String refusal = link.refusal();
                    gone.complete(refusal != null && status.isKilled() ? status.withRefusal(refusal) : status);
                    link.lastWord();
                });
    }

    private ProcessException endedTooSoon(ExitStatus status) {
        Child current = child;
        String words = current == null ? null : current.startFailure();
        return new ProcessException("worker " + name + " (pid " + pid() + ") ended by " + status.inWords()
                + " before it was ready" + (words == null ? "" : ": " + words) + status.hint());
    }

    String name() {
        return name;
    }

    long pid() {
        Child current = child;
        return current == null ? -1 : current.pid();
    }

    /** The process; null before its launch. */
    @Nullable
    Child child() {
        return child;
    }

    /** Its first message has come, in which it says whether it can take tasks. */
    void hasBegun() {
        startNanos = System.nanoTime() - launched;
        deleteBoardFile(); // both have it mapped
    }

    long ageNanos(long now) {
        return now - launched;
    }

    /** How long it took until it was ready. */
    Duration startTime() {
        return Duration.ofNanos(startNanos);
    }

    /** How its start ends. */
    WorkerStart start() {
        return start;
    }

    /** Completed when the process has ended and all that it sent has been taken. */
    CompletableFuture<ExitStatus> gone() {
        return gone;
    }

    /** Tells it something while it works. */
    void order(byte[] message) {
        Child current = child;
        if (current != null) {
            current.order(message);
        }
    }

    /** Asks it and all processes below it to end, and sees to it that they do. */
    void end() {
        Child current = child;
        if (current != null) {
            current.terminateTree();
            CompletableFuture.delayedExecutor(graceNanos, TimeUnit.NANOSECONDS, KILLER)
                    .execute(current::killTree);
        }
    }

    /** It has been told to end and has nothing to do but its exit hook, for which it is given some time. */
    void isToEnd() {
        gone.copy()
                .orTimeout(LEAVING_SECONDS, TimeUnit.SECONDS)
                .exceptionallyAsync(
                        late -> {
                            LOG.log(
                                    Level.WARNING,
                                    "worker {0} (pid {1}) did not end within {2} s and is killed"
                                            + " (an exit hook that takes longer needs -D{3}=SECONDS)",
                                    name,
                                    Long.toString(pid()),
                                    LEAVING_SECONDS,
                                    LEAVING_PROPERTY);
                            kill();
                            return null;
                        },
                        KILLER);
    }

    /** Ends it and all processes below it at once. */
    void kill() {
        Child current = child;
        if (current != null) {
            current.killTree();
        }
    }

    private void deleteBoardFile() {
        try {
            Files.deleteIfExists(boardFile);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "left to the end of the process: " + boardFile, e);
        }
    }
}
