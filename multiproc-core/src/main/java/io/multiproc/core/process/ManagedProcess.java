package io.multiproc.core.process;

import io.multiproc.core.child.Child;
import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.child.Launch;
import io.multiproc.core.connection.Handover;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.SignalledEnd;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.core.start.Starters;
import io.multiproc.core.waiting.Futures;
import io.multiproc.core.waiting.Sentinel;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessControl;
import io.multiproc.process.ProcessSettings;
import io.multiproc.process.ProcessStartException;
import io.multiproc.process.Waitable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A process that is, or will be, started in one of the ways there are.
 *
 * <p>States: initial → started → ended → closed; initial → closed. {@code lock} guards {@code child} and
 * {@code closed}; it is held while the process is started, so that a second start waits and then fails.
 */
final class ManagedProcess implements ProcessControl {

    private final String name;
    private final String position = CurrentProcess.get().nextChildPosition();
    private final boolean daemon;
    private final byte[] authkey;
    private final ProcessSettings settings;
    private final Object lock = new Object();
    private @Nullable Child child;
    private @Nullable Sentinel sentinel;
    private boolean closed;

    ManagedProcess(ProcessSettings settings, String kind) {
        CurrentProcess creator = CurrentProcess.get();
        this.settings = settings;
        this.name = settings.name().orElse(kind + "-" + position);
        this.daemon = settings.daemon().orElse(creator.isDaemon());
        this.authkey = settings.authkey().orElseGet(creator::authkey);
    }

    @Override
    public void start(ChildProcess process) {
        long called = System.nanoTime();
        try {
            start(process, called);
        } catch (ProcessStartException e) {
            SignalledEnd.keepQuiet(); // without the lock, which an action at the end may want
            throw e;
        }
    }

    private void start(ChildProcess process, long called) {
        synchronized (lock) {
            checkOpen("start");
            if (child != null) {
                throw new IllegalStateException("process '" + name + "' was started before (pid " + child.pid()
                        + "): a process can be started once");
            }
            CurrentProcess.get().checkMayStart("'" + name + "'");
            Handover work = Handover.of(() -> Ipc.codec().encode(process, 0));
            Launch launch;
            try {
                launch = Starters.of(settings.startMethod().orElse(null))
                        .launch(
                                new ChildSpec(
                                        name,
                                        position,
                                        daemon,
                                        daemon,
                                        authkey,
                                        JvmSettings.of(settings),
                                        LogSettings.forChild(settings),
                                        work.message()),
                                null);
                launch.child().calledAt(called);
                launch.await();
            } catch (RuntimeException | Error e) {
                work.giveBack();
                throw e;
            }
            // not before: what is given back must still be expected
            work.carriedBy(launch.child().pid(), launch.child().exited());
            child = launch.child();
            sentinel = new Sentinel(name, launch.child().exited());
            ProcessTable.add(process, launch.child(), daemon);
        }
    }

    @Override
    public void join() throws InterruptedException {
        Child joined = started("join");
        joined.awaitProcess(Deadline.NEVER);
        Futures.await(joined.exited());
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        Child joined = started("join");
        long deadline = Deadline.after(timeout);
        joined.awaitProcess(deadline);
        return Futures.await(joined.exited(), deadline);
    }

    @Override
    public boolean isAlive() {
        Child current = current("isAlive");
        return current != null && !current.exited().isDone();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isDaemon() {
        return daemon;
    }

    @Override
    public OptionalLong pid() {
        Child current = current("pid");
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
    }

    @Override
    public OptionalInt exitCode() {
        Child current = current("exitCode");
        ExitStatus status = current == null ? null : current.exited().getNow(null);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status.code());
    }

    @Override
    public byte[] authkey() {
        return authkey.clone();
    }

    @Override
    public Waitable sentinel() {
        synchronized (lock) {
            checkOpen("sentinel");
            if (sentinel == null) {
                throw notStarted("sentinel");
            }
            return sentinel;
        }
    }

    @Override
    public Optional<String> crashReport() {
        Child current = current("crashReport");
        ExitStatus status = current == null ? null : current.exited().getNow(null);
        return status == null ? Optional.empty() : Optional.ofNullable(status.crashReport());
    }

    @Override
    public void interrupt() {
        started("interrupt").interrupt();
    }

    @Override
    public void terminate() {
        started("terminate").terminate();
    }

    @Override
    public void kill() {
        started("kill").kill();
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (child != null && !child.exited().isDone()) {
                throw new IllegalStateException("process '" + name + "' (pid " + child.pid()
                        + ") is still running: join or terminate it before close");
            }
            closed = true;
            child = null;
            sentinel = null;
        }
    }

    /** Name, process id, state and exit code. */
    @Override
    public String toString() {
        synchronized (lock) {
            String text = "name='" + name + "'";
            if (closed) {
                return text + ", closed";
            }
            if (child == null) {
                return text + ", initial" + (daemon ? ", daemon" : "");
            }
            ExitStatus status = child.exited().getNow(null);
            return text + ", pid=" + child.pid()
                    + (status == null ? ", started" : ", stopped: " + status.inWords())
                    + (daemon ? ", daemon" : "");
        }
    }

    private Child started(String operation) {
        Child current = current(operation);
        if (current == null) {
            throw notStarted(operation);
        }
        return current;
    }

    private IllegalStateException notStarted(String operation) {
        return new IllegalStateException("process '" + name + "' has not been started: call start before " + operation);
    }

    private @Nullable Child current(String operation) {
        synchronized (lock) {
            checkOpen(operation);
            return child;
        }
    }

    private void checkOpen(String operation) {
        if (closed) {
            throw new IllegalStateException("process '" + name + "' is closed: " + operation + " after close");
        }
    }
}
