package io.multiproc.core;

import io.multiproc.ProcessContext;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.pool.WorkerPoolBuilder;
import io.multiproc.core.process.ProcessTable;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ParentProcess;
import io.multiproc.process.ProcessInfo;
import io.multiproc.process.StartMethod;
import java.util.List;
import java.util.Optional;

/** Everything, with a fresh JVM for each process. */
final class SpawnContext implements ProcessContext {

    @Override
    public StartMethod startMethod() {
        return StartMethod.SPAWN;
    }

    @Override
    public ChildProcess.Builder processBuilder() {
        return ChildProcess.builder();
    }

    @Override
    public ProcessPool.Builder poolBuilder() {
        return new WorkerPoolBuilder();
    }

    @Override
    public ProcessInfo currentProcess() {
        return CurrentProcess.get().info();
    }

    @Override
    public Optional<ParentProcess> parentProcess() {
        return CurrentProcess.get().parent().map(parent -> parent);
    }

    @Override
    public List<ChildProcess> activeChildren() {
        return ProcessTable.active();
    }

    @Override
    public int cpuCount() {
        return Runtime.getRuntime().availableProcessors();
    }
}
