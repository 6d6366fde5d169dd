package io.multiproc.core.manager;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A server and a client of their own machines, as far as they can see, and the network between them, which can be cut.
 */
@SuppressWarnings("try") // who is interrupted while it closes shall know
interface CutNetwork extends AutoCloseable {

    /** Two network namespaces, where this machine lets us make them, else a relay: what it cannot have is said. */
    static CutNetwork make() throws IOException, InterruptedException {
        try {
            return NamespaceNetwork.make();
        } catch (IOException e) {
            System.getLogger(CutNetwork.class.getName())
                    .log(System.Logger.Level.INFO, "a relay stands for the network: " + e.getMessage());
            return new RelayNetwork();
        }
    }

    /** What runs a program on the server's machine. */
    List<String> onServer();

    /** What runs a program on the client's machine. */
    List<String> onClient();

    /** Where a server can be reached. */
    String serverHost();

    /** Where clients find what serves at that port. */
    InetSocketAddress addressOf(int port) throws IOException;

    /** Nothing arrives any more, and nobody is told. */
    void cut() throws IOException, InterruptedException;

    /** What is sent arrives again. */
    void mend() throws IOException, InterruptedException;

    @Override
    void close() throws IOException, InterruptedException;
}
