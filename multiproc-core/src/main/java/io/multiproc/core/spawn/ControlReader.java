package io.multiproc.core.spawn;

import io.multiproc.core.child.Descendants;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.ParentLink;
import io.multiproc.core.logging.LogSender;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a child's control link on a thread of its own, whose main business is to notice its end: the parent is gone. A
 * spare has the thread before it has work, since to start one takes a while.
 *
 * <p>A daemonic process and a pool's worker then end at once, whatever their other threads do.
 */
final class ControlReader implements Runnable {

    private static final int ORPHANED = 255;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LAST_WORD_MILLIS = 1000;

    private final Endpoint control;
    private final Path parentDirectory;
    private final Thread worker;
    private final Thread thread = new Thread(this, "multiproc-control");
    private volatile @Nullable Role role;
    private volatile @Nullable Consumer<byte[]> orders;
    private volatile boolean exiting;
    private volatile boolean leaving;
    private volatile @Nullable LogSender logs;

    private ControlReader(Endpoint control, Path parentDirectory, Thread worker) {
        this.control = control;
        this.parentDirectory = parentDirectory;
        this.worker = worker;
    }

    /** Starts the thread, which does not read yet; the calling thread is the one that an interruption is for. */
    static ControlReader standBy(Endpoint control, Path hub) {
        Path directory = Objects.requireNonNull(hub.getParent(), "directory of the hub");
        ControlReader reader = new ControlReader(control, directory, Thread.currentThread());
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** Has the reading begin; nobody else reads any more. */
    void begin(ParentLink parent, boolean endsWithParent) {
        role = new Role(parent, endsWithParent);
        LockSupport.unpark(thread);
    }

    /** Tells it who takes orders to the work. */
    void giveOrdersTo(Consumer<byte[]> handler) {
        orders = handler;
    }

    /** Tells it whose records the parent confirms. */
    void confirm(@Nullable LogSender sender) {
        logs = sender;
    }

    /** The work is done, and this process is about to end: nobody asks why. */
    void workIsDone() {
        leaving = true;
    }

    /**
     * At the end of this process: lets the parent tell {@code System.exit(143)} from SIGTERM, which look alike from
     * outside, and ends the reading.
     */
    void announceExit() {
        exiting = true;
        LogSender sender = logs;
        if (sender == null || sender.finish()) {
            try {
                tellParent();
                if (sender == null) {
                    control.stopSending(); // what the parent does at that is done when this JVM has ended
                }
                control.stopReceiving(); // a frame that comes afterwards would break the link
            } catch (IOException e) {
                tellNobody(e);
            }
        } else {
            tellSlowParent();
        }
    }

    private void tellParent() throws IOException {
        if (!AtExit.isSignalled()) {
            StartPhases.own().mark(StartPhase.EXIT_ANNOUNCED);
            boolean called = ExitCall.isMade();
            if (called && !leaving) {
                tellWhoExits();
            }
            byte[] times = StartPhases.own().toPayload();
            control.send(FrameDescriptor.frame(FrameType.EXITING, 0, new ExitNotice(called, times).toPayload()));
        }
    }

    /**
     * One that does not read has a log record written to it for as long as it is stopped: not waited for by the end.
     */
    private void tellSlowParent() {
        Thread teller = new Thread(
                () -> {
                    try {
                        tellParent();
                    } catch (IOException e) {
                        tellNobody(e);
                    }
                },
                "multiproc-last-word");
        teller.setDaemon(true);
        teller.start();
        try {
            teller.join(LAST_WORD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tellNobody(IOException reason) {
        log().log(Level.DEBUG, "the parent is gone: nobody is left to be told", reason);
    }

    private void tellWhoExits() throws IOException {
        String stack = ExitCall.stack();
        if (stack != null) {
            control.send(FrameDescriptor.frame(FrameType.STACK, 0, stack.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void run() {
        Role begun = awaitRole();
        read(begun);
        if (exiting) {
            watchParent();
        }
        begun.parent.lost();
        try {
            endWhatTasksHaveStarted();
            removeDirectory(parentDirectory);
        } finally {
            endIfItEndsWithParent(begun);
        }
    }

    private Role awaitRole() {
        Role given = role;
        while (given == null) {
            LockSupport.park(this);
            given = role;
        }
        return given;
    }

    private void read(Role begun) {
        try {
            for (Frame frame = control.receive(); frame != null; frame = control.receive()) {
                if (frame.type() == FrameType.INTERRUPT) {
                    Interruption.raise(worker);
                } else if (frame.type() == FrameType.ORDER) {
                    give(frame.payload());
                } else if (frame.type() == FrameType.PARENT_ENDED) {
                    begun.parent.lost();
                    endWhatTasksHaveStarted();
                    endIfItEndsWithParent(begun);
                } else if (frame.type() == FrameType.LOG_TAKEN) {
                    Objects.requireNonNull(logs, "sender of logs").taken(frame.payload());
                } else {
                    log().log(Level.DEBUG, "ignored a frame on the control link: {0}", frame.type());
                }
            }
        } catch (IOException e) {
            log().log(Level.DEBUG, "the control link failed", e);
        }
    }

    private void give(byte[] order) {
        Consumer<byte[]> handler = orders;
        if (handler == null) {
            log().log(Level.DEBUG, "an order came before the work had begun");
        } else {
            handler.accept(order);
        }
    }

    /** While shutdown hooks run, which may hang; not in a system call, for which the JVM would wait. */
    private void watchParent() {
        do { // most processes have ended before the first look, which would load classes
            LockSupport.parkNanos(WATCH_NANOS);
        } while (RunDirectory.isOwnerAlive(parentDirectory));
    }

    /** After the link to the hub has ended: removes what a killed parent has left. */
    static void cleanUpAfter(Path hub) {
        removeDirectory(directoryOf(hub));
    }

    /** Whether the parent is gone, or will be in a moment. */
    static boolean isParentGone(Path hub) {
        return isGoneWithin(GONE_NANOS, directoryOf(hub));
    }

    private static Path directoryOf(Path hub) {
        return Objects.requireNonNull(hub.getParent(), "directory of the hub");
    }

    private static void removeDirectory(Path directory) {
        boolean unused = isGoneWithin(PATIENCE_NANOS, directory);
        RunDirectory.deleteIfOwnerIsDead(directory);
    }

    /**
     * The parent's process is still there for a moment after its sockets are closed; on a busy machine for a long one.
     */
    private static boolean isGoneWithin(long nanos, Path directory) {
        long start = System.nanoTime();
        boolean alive = RunDirectory.isOwnerAlive(directory);
        while (alive && System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(PAUSE_NANOS);
            alive = RunDirectory.isOwnerAlive(directory);
        }
        return !alive;
    }

    private void endIfItEndsWithParent(Role begun) {
        if (begun.endsWithParent) {
            halt();
        }
    }

    /** In a worker, who is the one to take orders: when its pool is terminated that ends it as well. */
    private void endWhatTasksHaveStarted() {
        if (orders != null) {
            Descendants.of(ProcessHandle.current()).forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Not an exit: hooks and threads of the program could hold it up for ever. */
    private static void halt() {
        RunDirectory.deleteLocal();
        Runtime.getRuntime().halt(ORPHANED);
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(ControlReader.class.getName());
    }

    /** Whose child this is. */
    private record Role(ParentLink parent, boolean endsWithParent) {}
}
