package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerServer;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A program serves its queue, and others, which it did not start and which may be on other machines, use it.
 *
 * <pre>{@code
 * # the one that serves
 * queue = Queue()
 * class QueueManager(BaseManager): pass
 * QueueManager.register('get_queue', callable=lambda: queue)
 * m = QueueManager(address=('', 50000), authkey=b'abracadabra')
 * m.get_server().serve_forever()
 *
 * # one that puts
 * QueueManager.register('get_queue')
 * m = QueueManager(address=('foo.bar.org', 50000), authkey=b'abracadabra')
 * m.connect()
 * m.get_queue().put('hello')
 *
 * # one that gets
 * print(m.get_queue().get())
 * }</pre>
 */
public final class RemoteManager {

    private RemoteManager() {}

    private static ManagerServer server(SocketAddress address, String key) throws IOException {
        ProcessQueue<String> queue = queue();
        return managerBuilder()
                .address(address)
                .authkey(key.getBytes(StandardCharsets.UTF_8))
                .types(ManagedTypes.none().with(ProcessQueue.class, () -> queue))
                .getServer();
    }

    private static Manager connect(SocketAddress address, String key) {
        return managerBuilder()
                .address(address)
                .authkey(key.getBytes(StandardCharsets.UTF_8))
                .connect();
    }

    @SuppressWarnings("unchecked") // of what the server puts in
    private static ProcessQueue<String> queueOf(Manager manager) {
        return manager.create(ProcessQueue.class);
    }

    static void put(SocketAddress address, String key, String text) throws InterruptedException {
        try (Manager manager = connect(address, key)) {
            queueOf(manager).put(text);
        }
    }

    static void get(SocketAddress address, String key) throws InterruptedException {
        try (Manager manager = connect(address, key)) {
            System.out.println(queueOf(manager).get());
        }
    }

    private static void allInOne(String key) throws Exception {
        try (ManagerServer server = server(new InetSocketAddress("localhost", 0), key)) {
            Thread serving = new Thread(() -> {
                try {
                    server.serveForever();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts it", e);
                }
            });
            serving.start();
            ChildProcess getter = process(RemoteManager::get, server.address(), key);
            ChildProcess putter = process(RemoteManager::put, server.address(), key, "hello");
            getter.start();
            putter.start();
            putter.join();
            getter.join();
        }
    }

    public static void main(String[] args) throws Exception {
        String role = args.length == 0 ? "all" : args[0];
        int port = args.length < 2 ? 50000 : Integer.parseInt(args[1]);
        String key = args.length < 3 ? UUID.randomUUID().toString() : args[2];
        SocketAddress address = new InetSocketAddress("localhost", port);
        switch (role) {
            case "serve" -> {
                try (ManagerServer server = server(address, key)) {
                    System.out.println("Serving. In other terminals: ./demo remote-manager put " + port + " " + key
                            + " hello, ./demo remote-manager get " + port + " " + key);
                    server.serveForever();
                }
            }
            case "put" -> put(address, key, args.length < 4 ? "hello" : args[3]);
            case "get" -> get(address, key);
            default -> allInOne(key);
        }
    }
}
