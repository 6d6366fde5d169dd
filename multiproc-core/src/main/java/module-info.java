/** Python's semantics of processes and pools, on top of the ipc module; programs use it through the api module only. */
@org.jspecify.annotations.NullMarked
module io.multiproc.core {
    requires transitive io.multiproc.api;
    requires io.multiproc.ipc;
    requires java.management;
    // events of pools, where somebody records
    requires static jdk.jfr;
    requires jdk.unsupported;
    requires static org.jspecify;

    // the codec sends ends of pipes, and what a worker is to do
    opens io.multiproc.core.connection to
            io.multiproc.ipc;
    opens io.multiproc.core.pool to
            io.multiproc.ipc;
    opens io.multiproc.core.pool.outcome to
            io.multiproc.ipc;
    opens io.multiproc.core.pool.wire to
            io.multiproc.ipc;
    opens io.multiproc.core.pool.worker to
            io.multiproc.ipc;
    opens io.multiproc.core.spawn to
            io.multiproc.ipc;
    // … and the handles of queues, locks and the like
    opens io.multiproc.core.queue to
            io.multiproc.ipc;
    opens io.multiproc.core.sync to
            io.multiproc.ipc;
    // … and the handles of proxies, and what a server is to do
    opens io.multiproc.core.manager.client to
            io.multiproc.ipc;
    opens io.multiproc.core.manager.server to
            io.multiproc.ipc;
    opens io.multiproc.core.manager.wire to
            io.multiproc.ipc;

    // … and where shared memory is
    opens io.multiproc.core.shared to
            io.multiproc.ipc;

    provides io.multiproc.MultiprocessingProvider with
            io.multiproc.core.CoreProvider;
    provides io.multiproc.process.ProcessControl.Factory with
            io.multiproc.core.process.ManagedProcessFactory;
}
