package io.multiproc;

import io.multiproc.process.StartMethod;

/** What an implementation offers; found by {@link java.util.ServiceLoader}, not used by programs. */
public interface MultiprocessingProvider {

    /** The context that starts processes with that method; the same object each time. */
    ProcessContext context(StartMethod method);
}
