package io.multiproc.core.thread;

import io.multiproc.core.child.Child;
import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.child.WorkRunner;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.LiveThreads;
import io.multiproc.ipc.Ipc;
import io.multiproc.process.ExitException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A thread that plays a process. It cannot be ended against its will: {@link #terminate} interrupts it, {@link #kill}
 * does too and gives it up, so that nobody waits for it any longer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the exit cannot fail
final class ThreadChild implements Child, Runnable {

    private static final int TERMINATED = -15;
    private static final int KILLED = -9;
    private static final int FAILED = 1;

    private final String name;
    private final CurrentProcess played;
    private final ThreadLinks links;
    private final Thread thread;
    private final CompletableFuture<ExitStatus> exited = new CompletableFuture<>();
    private final CompletableFuture<Void> exiting = new CompletableFuture<>();
    /** What it is told to end with; 0: nothing yet. */
    private volatile int endCode;

    private volatile @Nullable String startFailure;

    /** Until it is decoded: it may be large. */
    private byte @Nullable [] work;

    private ThreadChild(ChildSpec spec, ThreadLinks links) {
        CurrentProcess parent = CurrentProcess.get();
        this.name = spec.name();
        this.work = spec.work();
        this.links = links;
        this.played = new CurrentProcess(
                spec.name(), spec.position(), spec.daemon(), spec.authkey(), Optional.of(parent.asParent()));
        this.exited.thenRun(() -> CurrentProcess.lost(played));
        this.thread = new Thread(this, spec.name());
        this.thread.setDaemon(spec.daemon());
    }

    static ThreadChild start(ChildSpec spec, ThreadLinks links) {
        ThreadChild child = new ThreadChild(spec, links);
        child.thread.start();
        return child;
    }

    @Override
    public void run() {
        CurrentProcess.play(played);
        int code = FAILED;
        try {
            code = work();
        } finally { // whatever fails, it has ended, and those who wait for that are told
            try {
                boolean unused = Thread.interrupted(); // the work's own business
                CurrentProcess.ended(played, () -> endCode != 0);
            } finally {
                links.close();
                exited.complete(new ExitStatus(code, true));
            }
        }
    }

    /** Does the work, and tells the exit code that a process would have. */
    private int work() {
        try {
            boolean unused = WorkRunner.run(decode(), links);
            return 0;
        } catch (ExitException e) {
            return WorkRunner.exitCode(e);
        } catch (Throwable e) { // as a process, whose main thread has nobody above it either
            int told = endCode;
            if (told != 0) {
                return told;
            }
            WorkRunner.printUncaught(name, e);
            return FAILED;
        }
    }

    private @Nullable Object decode() {
        played.setBootstrapping(true);
        try {
            byte[] encoded = Objects.requireNonNull(work, "decoded once");
            work = null;
            return Ipc.codec().decode(encoded, 0, encoded.length);
        } catch (RuntimeException e) {
            startFailure = e.toString();
            throw e;
        } finally {
            played.setBootstrapping(false);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return played.pid();
    }

    @Override
    public CompletableFuture<ExitStatus> exited() {
        return exited;
    }

    @Override
    public CompletableFuture<Void> exiting() {
        return exiting;
    }

    @Override
    public @Nullable String startFailure() {
        return startFailure;
    }

    @Override
    public void interrupt() {
        if (!exited.isDone()) {
            thread.interrupt();
        }
    }

    @Override
    public void order(byte[] payload) {
        links.order(payload);
    }

    @Override
    public void terminateTree() {
        terminate();
    }

    @Override
    public void terminate() {
        endCode = TERMINATED;
        interrupt();
    }

    @Override
    public void kill() {
        endCode = KILLED; // before the interrupt, which may end it at once
        interrupt();
        links.close();
        exited.complete(new ExitStatus(KILLED, false));
    }

    @Override
    public void endWithParent() {
        kill();
    }

    @Override
    public boolean isEndingAll() {
        return LiveThreads.hasCalledExit(thread);
    }

    @Override
    public void killTree() {
        kill();
    }
}
