package io.multiproc;

import io.multiproc.process.StartMethod;
import org.jspecify.annotations.Nullable;

/** What an implementation offers; found by {@link java.util.ServiceLoader}, not used by programs. */
public interface MultiprocessingProvider {

    /** The context of the default start method. */
    ProcessContext context();

    /** The context that starts processes with that method; the same object each time. */
    ProcessContext context(StartMethod method);

    /** The pool's task that this thread belongs to gets on; does nothing if there is none. */
    void progressOfTask();

    /** What the pool calls the task that this thread belongs to; null if there is none. */
    @Nullable
    String labelOfTask();

    /**
     * Chooses the default start method.
     *
     * @param method null, if forced: none is chosen any more
     * @param force whether it may have been chosen before
     */
    void setStartMethod(@Nullable StartMethod method, boolean force);
}
