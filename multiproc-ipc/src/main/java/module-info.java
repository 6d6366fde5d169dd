/** Bytes between processes: codec, frames, hub and endpoint; knows no pool and no queue. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // Kryo and JNA have no module descriptors; their types appear in no signature
module io.multiproc.ipc {
    requires transitive io.multiproc.api;
    requires static org.jspecify;
    requires com.esotericsoftware.kryo.kryo5;
    requires com.sun.jna;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires jdk.net;
    requires jdk.unsupported; // Kryo's Objenesis makes objects without their constructors through it

    exports io.multiproc.ipc to
            io.multiproc.core;
    exports io.multiproc.ipc.codec to
            io.multiproc.core;
    exports io.multiproc.ipc.cpu to
            io.multiproc.core;
    exports io.multiproc.ipc.endpoint to
            io.multiproc.core;
    exports io.multiproc.ipc.frame to
            io.multiproc.core;
    exports io.multiproc.ipc.handshake to
            io.multiproc.core;
    exports io.multiproc.ipc.hub to
            io.multiproc.core;
    exports io.multiproc.ipc.listener to
            io.multiproc.core;
    exports io.multiproc.ipc.meeting to
            io.multiproc.core;
    exports io.multiproc.ipc.memory to
            io.multiproc.core;
    exports io.multiproc.ipc.pipe to
            io.multiproc.core;
    exports io.multiproc.ipc.proc to
            io.multiproc.core;
    exports io.multiproc.ipc.ring to
            io.multiproc.core;
    exports io.multiproc.ipc.rundir to
            io.multiproc.core;
    exports io.multiproc.ipc.thread to
            io.multiproc.core;
    exports io.multiproc.ipc.time to
            io.multiproc.core;
}
