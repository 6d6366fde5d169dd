package io.multiproc.core.process;

import io.multiproc.process.ProcessControl;

/** Makes processes that are fresh JVMs. */
public final class SpawnedProcessFactory implements ProcessControl.Factory {

    /** For the service loader. */
    public SpawnedProcessFactory() {}

    @Override
    public ProcessControl create(ProcessControl.Settings settings) {
        return new SpawnedProcess(settings);
    }
}
