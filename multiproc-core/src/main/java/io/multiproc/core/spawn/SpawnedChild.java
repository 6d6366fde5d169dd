package io.multiproc.core.spawn;

import io.multiproc.core.child.Child;
import io.multiproc.core.child.Descendants;
import io.multiproc.core.child.DyingProcess;
import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.spawn.output.ChildOutput;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM.
 *
 * <p>{@link #connected}, {@link #begun} and {@link #exited} are completed once each; the exit status is known only when
 * both the process and its control link have ended, since the last word on the link may change its meaning.
 */
@SuppressWarnings("FutureReturnValueIgnored") // whatever fails, exited() is completed
final class SpawnedChild implements Child, LinkListener {

    private static final long LAST_WORDS_SECONDS = 5;

    /** What the JDK reports of a process that was killed. */
    private static final int KILLED = 137;

    private final long id;
    /** Null once it is sent: it may be large. */
    private volatile byte @Nullable [] firstFrame;

    private final CrashReport crashReport;
    private final StartPhases phases = new StartPhases();
    private final ChildWords words = new ChildWords(this::send);
    private final CompletableFuture<Link> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> standsBy = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
    private final CompletableFuture<Void> exiting = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> exited = new CompletableFuture<>();
    private volatile String name;
    private volatile @Nullable String startFailure;
    private volatile boolean discarded;
    private volatile boolean hasCalledExit;
    private volatile boolean killed;
    private volatile boolean killedHere;
    private volatile @Nullable Process process;
    private volatile @Nullable ProcessEnd end;

    /**
     * A child to be.
     *
     * @param firstFrame what it is sent when it has connected
     */
    SpawnedChild(long id, String name, byte[] firstFrame, CrashReport crashReport) {
        this.id = id;
        this.name = name;
        this.firstFrame = firstFrame;
        this.crashReport = crashReport;
        phases.mark(StartPhase.ENCODED);
    }

    /** Takes the process that was started for this child. */
    void launched(Process launched, ChildOutput output) {
        phases.mark(StartPhase.CREATED);
        process = launched;
        LiveChildren.add(this);
        ProcessEnd coming = ProcessEnd.of(launched);
        coming.seen().thenRun(() -> processEnded(launched, output));
        end = coming;
    }

    /** Gives a spare that stands by its name and its work. */
    void begin(String newName, byte[] startFrame) {
        name = newName;
        send(startFrame);
    }

    long id() {
        return id;
    }

    CompletableFuture<Link> connected() {
        return connected;
    }

    /** Ends a child that nobody needs any more; why it then does not start is no question. */
    void discard() {
        discarded = true;
        kill();
    }

    boolean isDiscarded() {
        return discarded;
    }

    /** Whether this process has killed it. */
    boolean isKilled() {
        return killed;
    }

    /** Completed when a spare has loaded what it should and waits for work. */
    CompletableFuture<Void> standsBy() {
        return standsBy;
    }

    /** Completed when a child that was a spare has taken its work. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process().pid();
    }

    @Override
    public void calledAt(long nanos) {
        phases.mark(StartPhase.CALLED, nanos);
    }

    @Override
    public CompletableFuture<ExitStatus> exited() {
        return exited;
    }

    @Override
    public void awaitProcess(long deadline) throws InterruptedException {
        ProcessEnd coming = end;
        if (coming != null && !exited.isDone()) {
            coming.await(deadline);
        }
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
        send(FrameDescriptor.frame(FrameType.INTERRUPT, 0, new byte[0]));
    }

    @Override
    public void order(byte[] payload) {
        send(FrameDescriptor.frame(FrameType.ORDER, 0, payload));
    }

    @Override
    public void terminateTree() {
        List<ProcessHandle> descendants = Descendants.of(process().toHandle());
        terminate();
        descendants.forEach(ProcessHandle::destroy);
        exited.thenRun(() -> descendants.forEach(ProcessHandle::destroyForcibly));
    }

    @Override
    public void terminate() {
        process().destroy();
    }

    @Override
    public void kill() {
        killed = true;
        if (!DyingProcess.is(pid())) {
            killedHere = true;
        }
        process().destroyForcibly();
    }

    @Override
    public boolean isKilledHere() {
        return killedHere;
    }

    @Override
    public void parentEnded() {
        send(FrameDescriptor.frame(FrameType.PARENT_ENDED, 0, new byte[0]));
    }

    @Override
    public void endWithParent() {
        terminate();
    }

    @Override
    public void killTree() {
        List<ProcessHandle> descendants = Descendants.of(process().toHandle());
        kill();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void opened(Link link) {
        link.send(Objects.requireNonNull(firstFrame, "sent once"));
        firstFrame = null;
        connected.complete(link);
    }

    @Override
    public void received(Frame frame) {
        switch (frame.type()) {
            case READY -> standsBy.complete(null);
            case BEGUN -> begun.complete(null);
            case LOG -> words.logged(frame.payload());
            case EXITING -> {
                ExitNotice notice = ExitNotice.read(frame.payload());
                phases.read(notice.times());
                hasCalledExit = notice.isCalled();
                exiting.complete(null);
            }
            case STACK -> words.exitWasCalled(frame.payload());
            case START_FAILED -> startFailure = new String(frame.payload(), StandardCharsets.UTF_8);
            default -> startFailure = "unexpected frame on the control link: " + frame.type();
        }
    }

    @Override
    public void closed(@Nullable IOException error) {
        disconnected.complete(null);
    }

    /** After the child's end it goes nowhere. */
    private void send(byte[] frame) {
        connected.thenAccept(link -> link.send(frame));
    }

    private void processEnded(Process ended, ChildOutput output) {
        phases.mark(StartPhase.ENDED);
        if (!connected.isDone()) {
            disconnected.complete(null);
        }
        // bounded, in case something else keeps the socket open
        disconnected
                .completeOnTimeout(null, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                .thenCompose(gone -> words.settled(output))
                .whenComplete((settled, failure) -> exited(ended, output, failure));
    }

    /** Whatever fails here, the child has ended, and those who wait for that are told. */
    private void exited(Process ended, ChildOutput output, @Nullable Throwable failure) {
        ExitStatus status = ExitStatus.of(ended.exitValue(), isOfItsOwn(ended.exitValue()));
        try {
            if (failure != null) {
                complain(failure);
            }
            status = words.addedTo(withCrashReport(status, ended), output);
            Ipc.local().deleteDirectoryLeftBy(ended.pid());
        } catch (RuntimeException | Error e) {
            complain(e);
        } finally {
            LiveChildren.remove(this, status);
            phases.ended();
            exited.complete(status);
        }
    }

    /**
     * {@code System.exit(134)} and a crash while hooks of {@code System.exit} run look alike, but for the JVM's report.
     */
    private ExitStatus withCrashReport(ExitStatus status, Process ended) {
        boolean signalled = ExitStatus.looksLikeSignal(ended.exitValue());
        ExitStatus possible = signalled ? ExitStatus.of(ended.exitValue(), false) : status;
        String report = possible.mayHaveCrashed() ? crashReport.head(ended.pid()) : null;
        return report == null ? status : possible.withCrashReport(report);
    }

    /** Not if a signal came when it was about to end. */
    private boolean isOfItsOwn(int exitValue) {
        boolean signalled =
                ExitStatus.looksLikeSignal(exitValue) && (!hasCalledExit || (killed && exitValue == KILLED));
        return exiting.isDone() && !signalled;
    }

    private void complain(Throwable failure) {
        System.getLogger(SpawnedChild.class.getName())
                .log(Level.WARNING, "what process " + name + " left at its end is incomplete", failure);
    }

    private Process process() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException("process " + name + " has not been launched");
        }
        return current;
    }
}
