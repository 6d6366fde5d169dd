package io.multiproc.core.listener;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Stands between a client and a listener, passes everything on, and keeps the client's first frame. */
@SuppressWarnings("try") // who is interrupted while it closes shall know
final class Relay implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Thread thread;

    Relay(InetSocketAddress listener, List<byte[]> recorded) throws IOException {
        thread = new Thread(() -> run(listener, recorded));
        thread.start();
    }

    SocketAddress address() {
        return server.getLocalSocketAddress();
    }

    private void run(InetSocketAddress listener, List<byte[]> recorded) {
        try (Socket client = server.accept();
                Socket target = new Socket(listener.getAddress(), listener.getPort())) {
            Thread back = new Thread(() -> pass(target, client));
            back.start();
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] header = in.readNBytes(8);
            byte[] payload = in.readNBytes(ByteBuffer.wrap(header).getInt());
            byte[] frame = ByteBuffer.allocate(8 + payload.length)
                    .put(header)
                    .put(payload)
                    .array();
            recorded.add(frame);
            target.getOutputStream().write(frame);
            pass(client, target);
            back.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // one side has gone
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        thread.join();
    }
}
