package io.multiproc.bench;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessOutput;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A grid on this machine: members in JVMs of their own, each with one thread for tasks, and this JVM as their client.
 * What they say goes nowhere.
 *
 * @param members the processes
 * @param client the connection of this JVM
 */
record Grid(List<ChildProcess> members, HazelcastInstance client) {

    private static final String HOST = "127.0.0.1";
    private static final String NAME = "multiproc-bench";
    private static final String LOGGING = "hazelcast.logging.type";
    private static final String PHONE_HOME = "hazelcast.phone.home.enabled";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 50;

    /** Starts a grid and waits until its members have found each other. */
    static Grid start() throws IOException, InterruptedException {
        List<Integer> ports = freePorts(Sizes.WORKERS);
        List<ChildProcess> members = new ArrayList<>();
        for (int port : ports) {
            members.add(Multiprocessing.processBuilder()
                    .daemon(true)
                    .errorOutput(ProcessOutput.discarded())
                    .target(Grid::serve, port, List.copyOf(ports)));
        }
        try {
            members.forEach(ChildProcess::start);
            Grid grid = new Grid(members, HazelcastClient.newHazelcastClient(clientConfig(ports)));
            grid.awaitMembers();
            return grid;
        } catch (RuntimeException e) {
            members.stream().filter(ChildProcess::isAlive).forEach(ChildProcess::kill);
            throw e;
        }
    }

    private void awaitMembers() throws InterruptedException {
        long start = System.nanoTime();
        while (client.getCluster().getMembers().size() < members.size()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                close();
                throw new IllegalStateException("the members of the grid did not find each other within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    IExecutorService executor() {
        return client.getExecutorService(NAME);
    }

    void close() {
        client.shutdown();
        members.forEach(ChildProcess::kill);
    }

    /** In a process of its own, until that is killed. */
    static void serve(int port, List<Integer> ports) throws InterruptedException {
        Config config = new Config(NAME)
                .setClusterName(NAME)
                .setProperty(LOGGING, "none")
                .setProperty(PHONE_HOME, "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.getExecutorConfig(NAME).setPoolSize(1);
        NetworkConfig network = config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(HOST);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(other -> join.getTcpIpConfig().addMember(HOST + ":" + other));
        Hazelcast.newHazelcastInstance(config);
        new CountDownLatch(1).await();
    }

    private static ClientConfig clientConfig(List<Integer> ports) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(NAME).setProperty(LOGGING, "none").setProperty(PHONE_HOME, "false");
        config.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setClusterConnectTimeoutMillis(PATIENCE.toMillis()); // else it tries for ever
        ports.forEach(port -> config.getNetworkConfig().addAddress(HOST + ":" + port));
        return config;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
