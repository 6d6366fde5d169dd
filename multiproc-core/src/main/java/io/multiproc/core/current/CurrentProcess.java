package io.multiproc.core.current;

import io.multiproc.process.ProcessInfo;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This process: set once in a child before the program's code runs, the main process otherwise. A thread that plays a
 * process has one of its own, and so have the threads that it starts.
 */
public final class CurrentProcess implements ProcessInfo {

    private static final int AUTHKEY_BYTES = 32;

    private static volatile CurrentProcess instance =
            new CurrentProcess("MainProcess", "", false, null, Optional.empty());

    /** Null until a thread plays a process, so that no other program pays for it. */
    private static volatile @Nullable InheritableThreadLocal<@Nullable CurrentProcess> ofThread;

    /** Does what is to be done when a played process has ended; null until there is something. */
    private static volatile @Nullable BiConsumer<CurrentProcess, BooleanSupplier> afterPlay;

    /** Does what is to be done when a played process is gone; null until there is something. */
    private static volatile @Nullable Consumer<CurrentProcess> afterLoss;

    private final String name;
    private final String position;
    private final boolean daemon;
    private final Optional<ParentLink> parent;
    private final AtomicInteger children = new AtomicInteger();
    private final Object lock = new Object();
    private byte @Nullable [] authkey;
    private @Nullable ParentLink asParent;
    private volatile boolean bootstrapping;
    private volatile @Nullable Object workerState;

    /**
     * Describes a process.
     *
     * @param position numbers of the process and its ancestors, such as {@code 1:2}; empty in the main process
     * @param authkey null: one is made when it is asked for
     */
    public CurrentProcess(
            String name, String position, boolean daemon, byte @Nullable [] authkey, Optional<ParentLink> parent) {
        this.name = name;
        this.position = position;
        this.daemon = daemon;
        this.authkey = authkey;
        this.parent = parent;
    }

    /** This process. */
    public static CurrentProcess get() {
        InheritableThreadLocal<@Nullable CurrentProcess> local = ofThread;
        CurrentProcess played = local == null ? null : local.get();
        return played == null ? instance : played;
    }

    /** Makes this process known to the program's code; called once, by a child's main class. */
    public static void set(CurrentProcess self) {
        instance = self;
    }

    /** Has the calling thread, and those that it will start, play a process. */
    public static void play(CurrentProcess self) {
        InheritableThreadLocal<@Nullable CurrentProcess> local;
        synchronized (CurrentProcess.class) {
            local = ofThread;
            if (local == null) {
                local = new InheritableThreadLocal<>();
                ofThread = local;
            }
        }
        local.set(self);
    }

    /** Has this done for each played process when its work has ended; given is too whether it was told to end. */
    public static void afterPlay(BiConsumer<CurrentProcess, BooleanSupplier> action) {
        afterPlay = action;
    }

    /** The work of a played process has ended. */
    public static void ended(CurrentProcess played, BooleanSupplier isTold) {
        BiConsumer<CurrentProcess, BooleanSupplier> action = afterPlay;
        if (action != null) {
            action.accept(played, isTold);
        }
    }

    /**
     * Has this done for each played process when it is gone: has ended, or was killed, whatever its thread still does.
     */
    public static void afterLoss(Consumer<CurrentProcess> action) {
        afterLoss = action;
    }

    /** A played process is gone. */
    public static void lost(CurrentProcess played) {
        played.asParent().lost();
        Consumer<CurrentProcess> action = afterLoss;
        if (action != null) {
            action.accept(played);
        }
    }

    /** Whether this is a played process that is gone. */
    public boolean isLost() {
        synchronized (lock) {
            return asParent != null && !asParent.isAlive();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public boolean isDaemon() {
        return daemon;
    }

    @Override
    public byte[] authkey() {
        synchronized (lock) {
            byte[] current = authkey;
            if (current == null) {
                current = new byte[AUTHKEY_BYTES];
                new SecureRandom().nextBytes(current);
                authkey = current;
            }
            return current.clone();
        }
    }

    /** This process as the threads see it that play its children. */
    public ParentLink asParent() {
        synchronized (lock) {
            ParentLink current = asParent;
            if (current == null) {
                current = new ParentLink(name, pid());
                asParent = current;
            }
            return current;
        }
    }

    /** The link to the parent, if this library started the process. */
    public Optional<ParentLink> parent() {
        return parent;
    }

    /**
     * The process ids of those that started this JVM through this library and still run: its parent first, the main
     * process last.
     */
    public static List<Long> ancestors() {
        String position = instance.position;
        List<Long> pids = new ArrayList<>();
        Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
        for (int end = position.length(); end > 0; end = position.lastIndexOf(':', end - 1)) {
            process = process.flatMap(ProcessHandle::parent);
            process.ifPresent(parent -> pids.add(parent.pid()));
        }
        return pids;
    }

    /** The position of the next child: {@code 3} in the main process, {@code 1:3} in its first child. */
    public String nextChildPosition() {
        int number = children.incrementAndGet();
        return position.isEmpty() ? String.valueOf(number) : position + ":" + number;
    }

    /** What a pool's worker keeps for its tasks; null if it is none, or keeps nothing. */
    public @Nullable Object workerState() {
        return workerState;
    }

    public void setWorkerState(@Nullable Object workerState) {
        this.workerState = workerState;
    }

    /** While its work is being decoded: code that runs then is initialization, and must not start processes. */
    public void setBootstrapping(boolean bootstrapping) {
        this.bootstrapping = bootstrapping;
    }

    /**
     * Checks that this process may have children.
     *
     * @param what the child, for the message
     */
    public void checkMayStart(String what) {
        if (daemon) {
            throw new IllegalStateException(
                    "daemonic processes are not allowed to have children: process '" + name + "' cannot start " + what
                            + " (make it non-daemonic; a pool's workers: daemonicWorkers(false) of its builder)");
        }
        if (bootstrapping) {
            throw new IllegalStateException("process '" + name + "' is still loading its own work and cannot start "
                    + what + " (a static initializer or a deserialized object starts it: start processes from run() or"
                    + " the target, else every child would start more)");
        }
    }

    /** Name, process id and daemon flag. */
    @Override
    public String toString() {
        return "CurrentProcess(name='" + name + "', pid=" + pid() + (daemon ? ", daemon" : "") + ")";
    }
}
