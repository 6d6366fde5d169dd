package io.multiproc.core.manager.server;

import io.multiproc.core.manager.heap.Holder;
import io.multiproc.core.manager.heap.Holding;
import io.multiproc.core.manager.wire.Conversation;
import io.multiproc.core.manager.wire.ProxyHandle;
import io.multiproc.core.manager.wire.SessionHandle;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process that uses the server: its references, and its calls under way. It ends with the first of its links, which
 * carries no calls. Guarded by itself, and never held while something else is called but the table.
 */
final class ClientSession implements Conversation, Holder {

    private static final int MOST_CANCELLED = 256;

    private final ObjectServer server;
    private final String process;
    private final long pid;
    private final Map<Served, Integer> references = new HashMap<>();
    private final Map<Long, Thread> running = new HashMap<>();
    private final Set<Long> cancelled = new LinkedHashSet<>();
    private final List<ServedLink> links = new ArrayList<>();
    private final Set<Holding> held = new HashSet<>();
    private boolean ended;

    ClientSession(ObjectServer server, String process, long pid) {
        this.server = server;
        this.process = process;
        this.pid = pid;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public synchronized boolean hold(Holding hold) {
        if (!ended) {
            held.add(hold);
        }
        return !ended;
    }

    @Override
    public synchronized void drop(Holding hold) {
        held.remove(hold);
    }

    /** Returns false if the session has ended. */
    synchronized boolean add(ServedLink link) {
        return !ended && links.add(link);
    }

    synchronized void remove(ServedLink link) {
        links.remove(link);
    }

    /** The calling thread begins a call; it may be interrupted until {@link #endCall}. */
    synchronized void beginCall(long call) {
        running.put(call, Thread.currentThread());
        if (ended || cancelled.remove(call)) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void endCall(long call) {
        running.remove(call);
        boolean unused = Thread.interrupted(); // it was meant for this call
    }

    /** Interrupts a call; it may not have been read yet, or be over. */
    synchronized void cancel(long call) {
        Thread thread = running.get(call);
        if (thread != null) {
            thread.interrupt();
            return;
        }
        if (cancelled.size() >= MOST_CANCELLED) {
            cancelled.remove(cancelled.iterator().next());
        }
        cancelled.add(call);
    }

    synchronized void release(long object, int count) {
        Served served = server.table().find(object);
        if (served != null) {
            release(served, count);
        }
    }

    @Override
    public synchronized boolean isEnded() {
        return ended;
    }

    /** The process is gone, or does not need the server any more. */
    void end() {
        List<ServedLink> open;
        List<Holding> holds;
        synchronized (this) {
            ended = true;
            open = List.copyOf(links);
            running.values().forEach(Thread::interrupt);
            references.forEach(server.table()::release);
            references.clear();
            holds = List.copyOf(held);
        }
        holds.forEach(hold -> hold.holderGone(this));
        open.forEach(ServedLink::close);
        server.pins().senderGone(this);
    }

    @Override
    public @Nullable SessionHandle reduce(InvocationHandler proxy) {
        if (!(proxy instanceof LocalHandler local) || local.server() != server) {
            return null;
        }
        refer(local.served());
        return SessionHandle.of(local.served().id(), local.served().form());
    }

    @Override
    public void giveBack(SessionHandle handle) {
        release(handle.object(), 1);
    }

    @Override
    public Object restore(SessionHandle handle) {
        return server.find(handle.object()).proxy(server);
    }

    @Override
    public @Nullable Object restore(ProxyHandle handle) {
        return handle.server().id().equals(server.identity().id())
                ? server.find(handle.object()).proxy(server)
                : null;
    }

    private synchronized void refer(Served served) {
        if (!ended) {
            server.table().refer(served);
            references.merge(served, 1, Integer::sum);
        }
    }

    private void release(Served served, int count) {
        Integer had = references.get(served);
        if (had != null) {
            int released = Math.min(had, count);
            server.table().release(served, released);
            if (released == had) {
                references.remove(served);
            } else {
                references.put(served, had - released);
            }
        }
    }

    /** The process. */
    @Override
    public String toString() {
        return process + " (pid " + pid + ")";
    }
}
