package io.multiproc.process;

/**
 * What a process is called and how it was started.
 *
 * @param name the process's name, {@code MainProcess} for the one that was not started by this library
 * @param pid the operating system's process id
 * @param daemon whether it ends with its parent and may have no children
 * @python multiprocessing.current_process
 */
public record ProcessInfo(String name, long pid, boolean daemon) {}
