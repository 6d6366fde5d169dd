package io.multiproc.core.process;

import io.multiproc.process.ProcessControl;
import io.multiproc.process.ProcessSettings;

/** Makes the implementation behind each {@code ChildProcess}. */
public final class ManagedProcessFactory implements ProcessControl.Factory {

    /** For the service loader. */
    public ManagedProcessFactory() {}

    @Override
    public ProcessControl create(ProcessSettings settings, String kind) {
        return new ManagedProcess(settings, kind);
    }
}
