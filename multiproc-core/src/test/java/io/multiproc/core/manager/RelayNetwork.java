package io.multiproc.core.manager;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relay between two programs of one machine. */
final class RelayNetwork implements CutNetwork {

    private @Nullable SilentRelay relay;

    @Override
    public List<String> onServer() {
        return List.of();
    }

    @Override
    public List<String> onClient() {
        return List.of();
    }

    @Override
    public String serverHost() {
        return "localhost";
    }

    @Override
    public InetSocketAddress addressOf(int port) throws IOException {
        relay = new SilentRelay(new InetSocketAddress(serverHost(), port));
        return relay.address();
    }

    @Override
    public void cut() {
        relay.cut();
    }

    @Override
    public void mend() {
        relay.mend();
    }

    @Override
    public void close() throws IOException {
        if (relay != null) {
            relay.close();
        }
    }
}
