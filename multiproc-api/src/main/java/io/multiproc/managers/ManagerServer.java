package io.multiproc.managers;

import java.net.SocketAddress;

/**
 * A server of managed objects within this process, for programs that {@linkplain Manager.Builder#connect connect} to
 * it.
 *
 * <pre>{@code
 * ManagedTypes types = ManagedTypes.none().with(ProcessQueue.class, () -> JOBS);
 * try (ManagerServer server = managerBuilder()
 *         .address(new InetSocketAddress("localhost", 50000))
 *         .authkey(key)
 *         .types(types)
 *         .getServer()) {
 *     server.serveForever();
 * }
 * }</pre>
 *
 * <p>The objects are this process's own: what the factories of its {@link ManagedTypes} give, clients use by proxies
 * while the program uses it directly. Calls are carried out by threads of the server, one for each call at a time. When
 * a client dies, what it was calling is interrupted, its locks are released and its proxies do not count any more. When
 * this process ends, in whichever way, every call of a client throws {@link ManagerClosedException}.
 *
 * <p>May be used by any thread; cannot be sent to another process.
 *
 * @python multiprocessing.managers.BaseManager.get_server
 */
public interface ManagerServer extends AutoCloseable {

    /** The server's name, as its clients see it. */
    String name();

    /**
     * Where it serves: a socket of the file system, or a host and a port, the one that it got if 0 was asked for.
     * Known, and taken, before it serves: clients that come earlier wait.
     *
     * @python multiprocessing.managers.Server.address
     */
    SocketAddress address();

    /**
     * Serves until {@link #close} is called; with several threads in it, all of them wait for that.
     *
     * @throws IllegalStateException if it is closed already
     * @throws InterruptedException if this thread is interrupted; clients are served nevertheless, until {@code close}
     * @python multiprocessing.managers.Server.serve_forever
     */
    void serveForever() throws InterruptedException;

    /**
     * Ends it: clients are told at once, also those that wait in a call, and {@link #serveForever} returns. Does
     * nothing the second time; done at the end of the program if need be.
     */
    @Override
    void close();
}
