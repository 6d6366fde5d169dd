package io.multiproc.ipc.hub.netty;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Remembers what it was told of a link. */
final class RecordingListener implements LinkListener {

    private final BiConsumer<Link, Frame> reaction;
    private final CompletableFuture<Link> link = new CompletableFuture<>();
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Optional<IOException>> end = new CompletableFuture<>();
    private final AtomicInteger ends = new AtomicInteger();

    RecordingListener() {
        this((link, frame) -> {});
    }

    /** What to do with each frame, on the event loop. */
    RecordingListener(BiConsumer<Link, Frame> reaction) {
        this.reaction = reaction;
    }

    @Override
    public void opened(Link opened) {
        link.complete(opened);
    }

    @Override
    public void received(Frame frame) {
        frames.add(frame);
        reaction.accept(link.join(), frame);
    }

    @Override
    public void closed(@Nullable IOException error) {
        ends.incrementAndGet();
        end.complete(Optional.ofNullable(error));
    }

    Link link() throws Exception {
        return link.get(20, TimeUnit.SECONDS);
    }

    List<Frame> frames() {
        return frames;
    }

    /** Waits for the end; empty if the other side closed the link. */
    Optional<IOException> end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    int ends() {
        return ends.get();
    }
}
