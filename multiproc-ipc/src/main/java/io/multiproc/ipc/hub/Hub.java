package io.multiproc.ipc.hub;

/** Accepts the links of this process's children. May be used by any thread. */
public interface Hub extends AutoCloseable {

    /** Closes all links and removes the socket. */
    @Override
    void close();
}
