/** What programs are written against: the vocabulary of Python's multiprocessing, without an implementation. */
@org.jspecify.annotations.NullMarked
module io.multiproc.api {
    // loggers and levels are part of what programs see
    requires transitive java.logging;
    requires static org.jspecify;

    exports io.multiproc;
    exports io.multiproc.connection;
    exports io.multiproc.function;
    exports io.multiproc.logging;
    exports io.multiproc.managers;
    exports io.multiproc.pool;
    exports io.multiproc.process;
    exports io.multiproc.queue;
    exports io.multiproc.reduction;
    exports io.multiproc.shared;
    exports io.multiproc.sync;

    // the codec sends processes with their targets
    opens io.multiproc.process to
            io.multiproc.ipc;
    // … and managers with the types that they serve
    opens io.multiproc.managers to
            io.multiproc.ipc;

    uses io.multiproc.MultiprocessingProvider;
    uses io.multiproc.process.ProcessControl.Factory;
}
