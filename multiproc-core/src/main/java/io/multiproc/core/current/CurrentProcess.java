package io.multiproc.core.current;

import io.multiproc.process.ProcessInfo;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** This process: set once in a child before the program's code runs, the main process otherwise. */
public final class CurrentProcess {

    private static final AtomicInteger CHILDREN = new AtomicInteger();

    private static volatile CurrentProcess instance = new CurrentProcess("MainProcess", "", false, Optional.empty());

    private final String name;
    private final String position;
    private final boolean daemon;
    private final Optional<ParentLink> parent;

    /**
     * Describes a process.
     *
     * @param position numbers of the process and its ancestors, such as {@code 1:2}; empty in the main process
     */
    public CurrentProcess(String name, String position, boolean daemon, Optional<ParentLink> parent) {
        this.name = name;
        this.position = position;
        this.daemon = daemon;
        this.parent = parent;
    }

    /** This process. */
    public static CurrentProcess get() {
        return instance;
    }

    /** Makes this process known to the program's code; called once, by a child's main class. */
    public static void set(CurrentProcess self) {
        instance = self;
    }

    /** The process's name. */
    public String name() {
        return name;
    }

    /** Whether it ends with its parent. */
    public boolean isDaemon() {
        return daemon;
    }

    /** The link to the parent, if this library started the process. */
    public Optional<ParentLink> parent() {
        return parent;
    }

    /** Name, process id and daemon flag. */
    public ProcessInfo info() {
        return new ProcessInfo(name, ProcessHandle.current().pid(), daemon);
    }

    /** The position of the next child: {@code 3} in the main process, {@code 1:3} in its first child. */
    public String nextChildPosition() {
        int number = CHILDREN.incrementAndGet();
        return position.isEmpty() ? String.valueOf(number) : position + ":" + number;
    }
}
