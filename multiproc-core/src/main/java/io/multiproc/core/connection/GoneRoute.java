package io.multiproc.core.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The way to an end that is closed or gone. */
final class GoneRoute implements Route {

    private final String name;

    GoneRoute(String name) {
        this.name = name;
    }

    @Override
    public boolean send(ByteBuffer message, boolean mine) throws IOException {
        throw failure(name, null);
    }

    @Override
    public void wake() {}

    @Override
    public void retire() {}

    static IOException failure(String name, @Nullable IOException cause) {
        return new IOException("cannot send on " + name + ": the other end is closed, or its process has ended", cause);
    }
}
