package io.multiproc.core.child;

/**
 * What a child of our own does, such as the loop of a pool's worker; a program's own work is a {@code ChildProcess}.
 */
public interface ChildWork {

    /**
     * Does the work on the child's main thread.
     *
     * @throws Exception ends the child with exit code 1
     */
    void run(ChildContext context) throws Exception;
}
