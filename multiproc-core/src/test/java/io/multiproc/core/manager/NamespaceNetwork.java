package io.multiproc.core.manager;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces with a cable between them. Each is there as long as the process that was started in it, which
 * ends at the latest when this JVM does: nothing can be left behind.
 */
@SuppressWarnings("try") // who is interrupted while it closes shall know
final class NamespaceNetwork implements CutNetwork {

    private static final String SERVER = "10.213.74.1";
    private static final String CLIENT = "10.213.74.2";
    private static final String CABLE = "mp0";

    private final List<String> enterUser;
    private final List<Process> holders = new ArrayList<>();

    private NamespaceNetwork(List<String> enterUser) {
        this.enterUser = enterUser;
    }

    /**
     * Makes them; who may not do so here does it in a user namespace.
     *
     * @throws IOException if this machine allows neither
     */
    static NamespaceNetwork make() throws IOException, InterruptedException {
        try {
            return make(List.of(), List.of());
        } catch (IOException e) {
            try {
                return make(List.of("--user", "--map-root-user"), List.of("--user", "--preserve-credentials"));
            } catch (IOException f) {
                f.addSuppressed(e);
                throw f;
            }
        }
    }

    private static NamespaceNetwork make(List<String> newUser, List<String> enterUser)
            throws IOException, InterruptedException {
        NamespaceNetwork made = new NamespaceNetwork(enterUser);
        try {
            made.hold(join(List.of("unshare", "--net"), newUser));
            made.hold(join(made.onServer(), List.of("unshare", "--net")));
            made.connect();
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    private void hold(List<String> namespace) throws IOException {
        Process holder = new ProcessBuilder(join(namespace, List.of("sh", "-c", "echo there; exec cat")))
                .redirectErrorStream(true)
                .start();
        holders.add(holder);
        BufferedReader output = holder.inputReader();
        String line = output.readLine();
        if (!"there".equals(line)) {
            throw new IOException("no network namespace: " + namespace + " says " + line);
        }
    }

    private void connect() throws IOException, InterruptedException {
        String client = Long.toString(holders.get(1).pid());
        ip(onServer(), "link", "add", CABLE, "type", "veth", "peer", "name", CABLE, "netns", client);
        ip(onServer(), "addr", "add", SERVER + "/30", "dev", CABLE);
        ip(onClient(), "addr", "add", CLIENT + "/30", "dev", CABLE);
        ip(onClient(), "link", "set", CABLE, "up");
        mend();
    }

    private static void ip(List<String> where, String... arguments) throws IOException, InterruptedException {
        List<String> command = join(join(where, List.of("ip")), List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command + " says " + output);
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private List<String> enter(int holder) {
        String pid = Long.toString(holders.get(holder).pid());
        return join(List.of("nsenter", "--target", pid), join(enterUser, List.of("--net")));
    }

    @Override
    public List<String> onServer() {
        return enter(0);
    }

    @Override
    public List<String> onClient() {
        return enter(1);
    }

    @Override
    public String serverHost() {
        return SERVER;
    }

    @Override
    public InetSocketAddress addressOf(int port) {
        return new InetSocketAddress(SERVER, port);
    }

    @Override
    public void cut() throws IOException, InterruptedException {
        ip(onServer(), "link", "set", CABLE, "down");
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        ip(onServer(), "link", "set", CABLE, "up");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process holder : holders) {
            holder.destroyForcibly().waitFor();
        }
    }
}
