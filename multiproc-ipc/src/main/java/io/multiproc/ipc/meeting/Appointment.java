package io.multiproc.ipc.meeting;

import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.rundir.RunDirectory;
import org.jspecify.annotations.Nullable;

/** Lets whoever knows its key call a host in this process, until it is cancelled. May be used by any thread. */
public final class Appointment implements Carrier {

    private final MeetingPoint point;
    private final LinkTicket ticket = LinkTicket.issue(MeetingPoint.nextNumber());
    private volatile Host host;
    private volatile @Nullable Carrier carrier;
    private volatile boolean met;
    private boolean held; // guarded by this object

    Appointment(MeetingPoint point, Host host) {
        this.point = point;
        this.host = host;
    }

    /** How to call. */
    public Contact contact() {
        return new Contact(point.socket(), ticket.childId(), ticket.key());
    }

    /** Has another host keep it. */
    public void passTo(Host other) {
        host = other;
    }

    /** Who was to call has called: nobody carries it any more. */
    public synchronized void met() {
        met = true;
        carrier = null;
    }

    /**
     * Tells which process is to call, so that its end cancels the appointment; does nothing after {@link #met}.
     *
     * @param process as {@code RunDirectory.identityOf} tells it; null: not known, or this one
     */
    public void carriedBy(@Nullable String process) {
        carriedWith(process == null ? null : hops -> process);
    }

    /** The same; the process may change. */
    public void carriedWith(@Nullable Carrier whoever) {
        synchronized (this) {
            if (!met && !held) {
                carrier = whoever;
            }
        }
        point.wake();
    }

    /** Who was to call has called from that process and waits there: what others tell now is older. */
    public void heldBy(String process) {
        synchronized (this) {
            held = true;
            carrier = hops -> process;
        }
        point.wake();
    }

    /** Whether another process is known to carry what is to call; by who holds no lock. */
    public boolean isCarried() {
        String process = carrier();
        return process != null && !process.equals(Self.IDENTITY);
    }

    @Override
    public @Nullable String process(int hops) {
        Carrier current = carrier;
        return met || current == null || hops == 0 ? null : current.process(hops - 1);
    }

    /** Nobody can call any more. */
    public void cancel() {
        point.forget(this);
    }

    LinkTicket ticket() {
        return ticket;
    }

    /** Who keeps it now. */
    public Host host() {
        return host;
    }

    @Nullable
    String carrier() {
        return process(MOST_HOPS);
    }

    /** Whether {@link #carrier} may be known sooner or later. */
    boolean hasCarrier() {
        return !met && carrier != null;
    }

    /** This process, as others name it; looked up when it is asked for. */
    private static final class Self {
        static final String IDENTITY =
                RunDirectory.identityOf(ProcessHandle.current().pid());
    }
}
