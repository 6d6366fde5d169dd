package io.multiproc.core.spawn.output;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.thread.NamedThreads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Forwards one stream of one child on a thread of its own, until nobody has the other end open any more.
 *
 * <p>{@code taken} and {@code waiting} are written by that thread only. {@code splitter} is guarded by itself: the last
 * line, without its end, is printed either by that thread or, if the stream stays open after the child's end, by
 * another.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is waited for is completed, whatever fails
final class OutputForwarder implements Runnable {

    private static final Logger LOG = System.getLogger(OutputForwarder.class.getName());

    private static final Executor ELSEWHERE = NamedThreads.oneForEach("multiproc-output-end");

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final long STACK_BYTES = 256 * 1024;

    /** More than a pipe holds: what is read after so much was written after the child's end. */
    private static final long PIPE_BYTES = 1024 * 1024;

    private static final long LOOK_MILLIS = 100;

    /** So long a stream is silent, or a line does not get printed, before it is waited for no longer. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long NEVER = -1;

    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

    static {
        // after the children's ends; a JVM that exits waits for threads that are inside a read
        AtExit.register(AtExit.OUTPUT, () -> THREADS.forEach(Thread::interrupt));
    }

    private final OutputPipe pipe;
    private final LineSplitter splitter;
    private final Executor elsewhere;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile long taken;
    private volatile boolean waiting;

    private OutputForwarder(OutputPipe pipe, LineSplitter splitter, Executor elsewhere) {
        this.pipe = pipe;
        this.splitter = splitter;
        this.elsewhere = elsewhere;
    }

    static OutputForwarder start(String name, OutputPipe pipe, LineSplitter splitter) {
        return start(name, pipe, splitter, ELSEWHERE);
    }

    /** With another executor for what is done after the child's end. */
    static OutputForwarder start(String name, OutputPipe pipe, LineSplitter splitter, Executor elsewhere) {
        OutputForwarder forwarder = new OutputForwarder(pipe, splitter, elsewhere);
        Thread thread = new Thread(null, forwarder, "multiproc-output-" + name, STACK_BYTES);
        thread.setDaemon(true);
        THREADS.add(thread);
        thread.start();
        return forwarder;
    }

    @Override
    public void run() {
        try (pipe) {
            forward();
        } catch (ClosedByInterruptException e) {
            LOG.log(Level.TRACE, "the program ends: what the child prints from now on is lost", e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot read the output of a child any more", e);
        } finally {
            THREADS.remove(Thread.currentThread());
            try {
                finishLine();
            } finally {
                ended.complete(null);
            }
        }
    }

    private void forward() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (true) {
            waiting = true;
            int count = pipe.channel().read(chunk.clear());
            waiting = false;
            if (count < 0) {
                return;
            }
            synchronized (splitter) {
                splitter.feed(chunk.flip());
            }
            advance(count);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    private void advance(int count) {
        taken += count;
    }

    /** Completed when nobody has the other end open any more, and all has been printed. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * After the child's end: completed when all that it wrote has been printed.
     *
     * <p>That is so when the stream has ended. If another process has it open too, it is so when the pipe was seen
     * empty and something was printed after that, when as much was read as a pipe holds, or nothing came for a while. A
     * program whose own output is stuck is not waited for without end.
     */
    CompletableFuture<Void> settled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        long atEnd = taken;
        look(settled, atEnd, new Seen(atEnd, System.nanoTime(), NEVER));
        return settled;
    }

    /**
     * What the looks before have shown.
     *
     * @param taken what had been printed
     * @param quietSince since when that is so
     * @param whenEmpty what had been printed when the pipe was empty for the first time, after a look into it: by then
     *     a thread may have had the last of it in its hands; or {@link #NEVER}
     */
    private record Seen(long taken, long quietSince, long whenEmpty) {}

    private void look(CompletableFuture<Void> settled, long atEnd, Seen before) {
        if (ended.isDone()) {
            settled.complete(null);
            return;
        }
        boolean empty = before.whenEmpty != NEVER || pipe.isEmpty();
        long current = taken; // after the look
        long whenEmpty = before.whenEmpty == NEVER && empty ? current : before.whenEmpty;
        long now = System.nanoTime();
        long quietSince = current == before.taken ? before.quietSince : now;
        boolean allPrinted = whenEmpty != NEVER && current > whenEmpty;
        if (allPrinted || isQuiet(now - quietSince) || current - atEnd > PIPE_BYTES) {
            // elsewhere, since whatever keeps the other thread from printing may keep this one too
            CompletableFuture.runAsync(this::finishLine, elsewhere)
                    .whenComplete((done, failure) -> settled.complete(null));
            settled.completeOnTimeout(null, STUCK_NANOS, TimeUnit.NANOSECONDS);
            return;
        }
        CompletableFuture<Void> next = new CompletableFuture<>();
        ended.whenComplete((done, failure) -> next.complete(null));
        next.completeOnTimeout(null, LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> look(settled, atEnd, new Seen(current, quietSince, whenEmpty)), elsewhere)
                .whenComplete((done, failure) -> {
                    if (failure != null) { // no thread can be created: the end of the child is not to be lost for that
                        LOG.log(Level.WARNING, "what a child printed last may be missing", failure);
                        settled.complete(null);
                    }
                });
    }

    /** A thread that was not yet woken for what lies in the pipe, on a busy machine, only seems to wait for more. */
    private boolean isQuiet(long nanos) {
        return waiting ? nanos > SILENCE_NANOS && !pipe.hasUnread() : nanos > STUCK_NANOS;
    }

    private void finishLine() {
        synchronized (splitter) {
            splitter.end();
        }
    }
}
