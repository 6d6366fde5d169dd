package io.multiproc.core.manager;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A network between clients and a server that can be cut: nothing arrives then until it is mended, and nobody is told.
 */
final class SilentRelay implements AutoCloseable {

    private final InetSocketAddress target;
    private final Supplier<Tap> taps;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch mended = new CountDownLatch(1);
    private volatile boolean cut;

    SilentRelay(InetSocketAddress target) throws IOException {
        this(target, () -> (bytes, count) -> {});
    }

    /**
     * A network that somebody listens to.
     *
     * @param taps makes a listener for each direction of each connection; it hears bytes before they arrive
     */
    SilentRelay(InetSocketAddress target, Supplier<Tap> taps) throws IOException {
        this.target = target;
        this.taps = taps;
        start(this::accept);
    }

    /** Hears what passes. */
    @FunctionalInterface
    interface Tap {

        void pass(byte[] bytes, int count) throws IOException;
    }

    InetSocketAddress address() {
        return new InetSocketAddress("localhost", server.getLocalPort());
    }

    void cut() {
        cut = true;
    }

    /** What was held back arrives. */
    void mend() {
        mended.countDown();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket there = new Socket(target.getAddress(), target.getPort());
            open.add(client);
            open.add(there);
            start(() -> pass(client, there));
            start(() -> pass(there, client));
        }
    }

    private void pass(Socket from, Socket to) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        Tap tap = taps.get();
        byte[] bytes = new byte[8192];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            if (cut) {
                mended.await();
            }
            tap.pass(bytes, count);
            out.write(bytes, 0, count);
        }
        if (cut) {
            mended.await(); // the end is held back as well
        }
        to.shutdownOutput();
    }

    private static void start(Passing action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (IOException | InterruptedException e) {
                return; // one side has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable socket : open) {
            socket.close();
        }
        mended.countDown();
    }

    /** What a thread of the relay does. */
    private interface Passing {

        void run() throws IOException, InterruptedException;
    }
}
