package io.multiproc.core;

import io.multiproc.MultiprocessingProvider;
import io.multiproc.ProcessContext;
import io.multiproc.process.StartMethod;

/** The implementation of multiproc on child JVMs. */
public final class CoreProvider implements MultiprocessingProvider {

    private final ProcessContext spawn = new SpawnContext();

    /** For the service loader. */
    public CoreProvider() {}

    @Override
    public ProcessContext context(StartMethod method) {
        return switch (method) {
            case SPAWN -> spawn;
        };
    }
}
