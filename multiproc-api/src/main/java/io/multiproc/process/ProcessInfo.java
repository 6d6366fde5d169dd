package io.multiproc.process;

import java.util.OptionalInt;

/**
 * The process that asks, as {@code currentProcess()} gives it. May be used by any thread; cannot be sent to another
 * process.
 *
 * @python multiprocessing.current_process
 */
public interface ProcessInfo {

    /** The process's name: {@code MainProcess} for the one that was not started by this library. */
    String name();

    /** The operating system's process id. */
    long pid();

    /** Whether it ends with its parent and may have no children. */
    boolean isDaemon();

    /**
     * A key that a program and its children share: a copy of 32 random bytes in the main process, of the parent's in a
     * child. It is for the program to use, {@code client(address, currentProcess().authkey())}: no listener, client or
     * manager takes it by itself.
     *
     * @python multiprocessing.Process.authkey
     */
    byte[] authkey();

    /** True: it is this process that asks. */
    default boolean isAlive() {
        return true;
    }

    /** Empty: it has not ended. */
    default OptionalInt exitCode() {
        return OptionalInt.empty();
    }
}
