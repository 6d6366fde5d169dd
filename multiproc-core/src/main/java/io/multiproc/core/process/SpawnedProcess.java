package io.multiproc.core.process;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.spawn.Child;
import io.multiproc.core.spawn.ChildLauncher;
import io.multiproc.core.spawn.ChildSpec;
import io.multiproc.core.spawn.ExitStatus;
import io.multiproc.ipc.Ipc;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessControl;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that is, or will be, a JVM of its own.
 *
 * <p>States: initial → started → ended → closed; initial → closed. {@code lock} guards {@code child} and {@code closed};
 * it is held while the process is started, so that a second start waits and then fails.
 */
final class SpawnedProcess implements ProcessControl {

    private final String name;
    private final String position = CurrentProcess.get().nextChildPosition();
    private final boolean daemon;
    private final Settings settings;
    private final Object lock = new Object();
    private @Nullable Child child;
    private boolean closed;

    SpawnedProcess(Settings settings) {
        this.settings = settings;
        this.name = settings.name() != null ? settings.name() : "Process-" + position;
        this.daemon = settings.daemon() != null
                ? settings.daemon()
                : CurrentProcess.get().isDaemon();
    }

    @Override
    public void start(ChildProcess process) {
        synchronized (lock) {
            checkOpen("start");
            if (child != null) {
                throw new IllegalStateException("process '" + name + "' was started before (pid " + child.pid()
                        + "): a process can be started once");
            }
            if (CurrentProcess.get().isDaemon()) {
                throw new IllegalStateException("daemonic processes are not allowed to have children: process '"
                        + CurrentProcess.get().name() + "' cannot start '" + name + "'");
            }
            byte[] work = Ipc.codec().encode(process, 0);
            ChildLauncher.Launch launch =
                    ChildLauncher.launch(new ChildSpec(name, position, daemon, settings.jvmOptions(), work), null);
            launch.await();
            child = launch.child();
            ProcessTable.add(process, launch.child(), daemon);
        }
    }

    @Override
    public void join() throws InterruptedException {
        try {
            started("join").exited().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a child's exit cannot fail", e);
        }
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        try {
            started("join").exited().get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a child's exit cannot fail", e);
        }
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
            throw new IllegalStateException(
                    "process '" + name + "' has not been started: call start before " + operation);
        }
        return current;
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
