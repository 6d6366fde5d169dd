package io.multiproc.core.pool;

import io.multiproc.core.child.Child;
import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.child.Launch;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.start.Starters;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.ProcessException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a pool, as the parent sees it.
 *
 * <p>{@code window}, {@code functions}, {@code handed} and {@code done} are guarded by the dispatcher's lock; {@code answers} belongs to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
final class Worker implements LinkListener {

    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final AtomicLong BOARDS = new AtomicLong();
    private static final int EXIT_SECONDS = 5;
    private static final byte[] NOTHING = {};

    private final String name;
    private final Dispatcher dispatcher;
    private final Path boardFile;
    private final Window window;
    private final Set<Integer> functions = new HashSet<>();
    private final List<Frame> answers = new ArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> unlinked = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> gone = new CompletableFuture<>();
    private final int mostTasks;
    private final Consumer<Worker> spent;
    private final Watch watch = new Watch();
    private final AtomicReference<@Nullable CompletableFuture<byte[]>> asked = new AtomicReference<>();
    private final long launched = System.nanoTime();
    private volatile long startNanos;
    private int handed;
    private long done;
    private volatile @Nullable Link link;
    private volatile @Nullable Child child;

    private Worker(String name, PoolConfig config, Dispatcher dispatcher, Consumer<Worker> spent) {
        this.name = name;
        this.mostTasks = config.maxTasksPerChild();
        this.spent = spent;
        this.dispatcher = dispatcher;
        this.boardFile = Ipc.local().directory().resolve("board-" + BOARDS.incrementAndGet());
        try {
            this.window = new Window(TaskBoard.create(boardFile));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the task board of " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts a worker and returns without waiting for it.
     *
     * @param spent told when the worker has got the last task that it may have; with the dispatcher's lock held
     */
    static Worker start(
            String name,
            PoolConfig config,
            byte @Nullable [] initializer,
            Dispatcher dispatcher,
            Consumer<Worker> spent) {
        Worker worker = new Worker(name, config, dispatcher, spent);
        try {
            worker.launch(config, initializer);
        } catch (ProcessException e) {
            worker.deleteBoardFile();
            throw e;
        }
        return worker;
    }

    private void launch(PoolConfig config, byte @Nullable [] initializer) {
        byte[] work = Ipc.codec().encode(new WorkerSetup(boardFile.toString(), initializer), 0);
        CurrentProcess self = CurrentProcess.get();
        ChildSpec spec = new ChildSpec(
                name,
                self.nextChildPosition(),
                config.daemonicWorkers(),
                self.authkey(),
                config.jvm(),
                config.logs().get(),
                work);
        Launch launch = Starters.of(config.startMethod()).launch(spec, this);
        Child launched = launch.child();
        child = launched;
        launched.exiting()
                .thenRun(() -> CompletableFuture.delayedExecutor(EXIT_SECONDS, TimeUnit.SECONDS)
                        .execute(launched::kill)); // a hook of the program's hangs: the task must not
        CompletableFuture<@Nullable Throwable> startFailure =
                launch.started().handle((connected, failure) -> failure); // with the JVM's own words
        launched.exited().thenCombine(startFailure, (status, failure) -> {
            processEnded(status, failure);
            return null;
        });
    }

    String name() {
        return name;
    }

    long pid() {
        Child current = child;
        return current == null ? -1 : current.pid();
    }

    Window window() {
        return window;
    }

    /** Completed when it can take tasks, or with what kept it from starting. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Completed when the process has ended and all that it sent has been taken. */
    CompletableFuture<ExitStatus> gone() {
        return gone;
    }

    /** Sends a task, and its function first if the worker does not have it. */
    void send(Task task) {
        SharedFunction function = task.function();
        if (function != null && functions.add(function.id())) {
            link().send(function.frame());
        }
        link().send(task.frame(window.add(task)));
        handed++;
        if (handed == mostTasks) {
            spent.accept(this);
        }
    }

    /** Whether it has got all the tasks that it may have. */
    boolean isSpent() {
        return mostTasks > 0 && handed >= mostTasks;
    }

    /**
     * What is to be done because its task runs too long, or for nobody any more. With the dispatcher's lock held.
     *
     * @return takes this step, without a lock, since it looks for processes; null if there is nothing to do
     */
    @Nullable
    Runnable look(long now) {
        long item = window.running();
        int number = (int) (item >> 32);
        Task task = item == TaskBoard.NOTHING ? null : window.get(number);
        if (task == null) {
            return null;
        }
        boolean givenUp = task.isSettled();
        Watch.Step step = givenUp
                ? watch.look(TaskBoard.key(number, TaskBoard.ANY), 0, now)
                : watch.look(item, task.sink().mostNanos(), now);
        return step == Watch.Step.NOTHING ? null : () -> take(step, item, givenUp);
    }

    private void take(Watch.Step step, long item, boolean wholeTask) {
        Child current = child;
        if (current != null) {
            switch (step) {
                case INTERRUPT, ASK -> current.order(TaskMessage.interrupt(item, wholeTask));
                case TERMINATE -> current.terminateTree();
                case KILL -> current.killTree();
                case NOTHING -> {}
            }
        }
    }

    /** The stack of an item that had run too long, or null if it had not. With the dispatcher's lock held. */
    @Nullable
    String overdue(long item) {
        return watch.isOver(item) ? watch.stack() : null;
    }

    /** With the dispatcher's lock held. */
    void told(byte[] stack) {
        if (watch != null) {
            String text = new String(stack, Long.BYTES, stack.length - Long.BYTES, StandardCharsets.UTF_8);
            watch.told(ByteBuffer.wrap(stack).getLong(), text);
        }
    }

    void countDone() {
        done++;
    }

    WorkerInsights insights() {
        return new WorkerInsights(name, pid(), done, window.count());
    }

    /** How long it took until it was ready. */
    Duration startTime() {
        return Duration.ofNanos(startNanos);
    }

    /** Asks it what it has done; the answer is empty if it has died, and may never come if it is stopped. */
    CompletableFuture<byte[]> report() {
        CompletableFuture<byte[]> fresh = new CompletableFuture<>();
        CompletableFuture<byte[]> before = asked.compareAndExchange(null, fresh);
        Child current = child;
        if (gone.isDone() || current == null) {
            answerReport(NOTHING);
        } else {
            current.order(NOTHING);
        }
        return before == null ? fresh : before;
    }

    private void answerReport(byte[] numbers) {
        CompletableFuture<byte[]> waiting = asked.getAndSet(null);
        if (waiting != null) {
            waiting.complete(numbers);
        }
    }

    void forget(SharedFunction function) {
        if (functions.remove(function.id())) {
            link().send(TaskMessage.forget(function.id()));
        }
    }

    /** Asks it to end; it does when it has done what it was sent before. One that is not ready yet has nothing to do. */
    void stop() {
        if (ready.isDone() && !ready.isCompletedExceptionally()) {
            link().send(TaskMessage.stop());
        } else {
            kill();
        }
    }

    /** Ends it and all processes below it at once. */
    void kill() {
        Child current = child;
        if (current != null) {
            current.killTree();
        }
    }

    @Override
    public void opened(Link opened) {
        link = opened;
    }

    @Override
    public void received(Frame frame) {
        if (frame.type() == FrameType.RESULT) {
            answers.add(frame);
        } else if (frame.type() == FrameType.STACK) {
            dispatcher.told(this, frame.payload());
        } else if (frame.type() == FrameType.REPORT) {
            answerReport(frame.payload());
        } else if (frame.type() == FrameType.READY) {
            startNanos = System.nanoTime() - launched;
            deleteBoardFile(); // both have it mapped
            becomeReady(frame);
        } else {
            link().close();
        }
    }

    @Override
    public void drained() {
        if (!answers.isEmpty()) {
            dispatcher.answered(this, answers);
            answers.clear();
        }
    }

    @Override
    public void closed(@Nullable IOException error) {
        drained();
        unlinked.complete(null);
        if (error != null) {
            kill();
        }
    }

    private void becomeReady(Frame frame) {
        if ((frame.flags() & TaskMessage.FAILED) == 0) {
            dispatcher.add(this);
            ready.complete(null);
        } else {
            byte[] payload = frame.payload();
            // decoding may run code of the program: not here
            CompletableFuture.runAsync(() -> ready.completeExceptionally(
                    RemoteFailure.decode(Ipc.codec(), payload, 0, "the initializer", name, pid())));
        }
    }

    private void processEnded(ExitStatus status, @Nullable Throwable startFailure) {
        if (link == null) {
            unlinked.complete(null);
        }
        unlinked.completeOnTimeout(null, EXIT_SECONDS, TimeUnit.SECONDS).thenRun(() -> {
            deleteBoardFile();
            ready.completeExceptionally(startFailure != null ? startFailure : endedTooSoon(status));
            gone.complete(status);
            answerReport(NOTHING);
        });
    }

    private ProcessException endedTooSoon(ExitStatus status) {
        Child current = child;
        String words = current == null ? null : current.startFailure();
        return new ProcessException("worker " + name + " (pid " + pid() + ") ended by " + status.inWords()
                + " before it was ready" + (words == null ? "" : ": " + words) + status.hint());
    }

    private void deleteBoardFile() {
        try {
            Files.deleteIfExists(boardFile);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "left to the end of the process: " + boardFile, e);
        }
    }

    private Link link() {
        Link current = link;
        if (current == null) {
            throw new IllegalStateException("worker " + name + " has no task link yet");
        }
        return current;
    }
}
