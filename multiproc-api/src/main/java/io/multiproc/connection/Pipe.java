package io.multiproc.connection;

import java.util.Objects;

/**
 * Two connected ends: what is sent into one is received from the other.
 *
 * <pre>{@code
 * try (Pipe pipe = pipe()) {
 *     ChildProcess p = process(Main::work, pipe.second());   // the child sends into its end
 *     p.start();
 *     System.out.println(pipe.first().recv());
 *     p.join();
 * }
 * }</pre>
 *
 * <p>Both ends are in the process that made the pipe until one of them is sent to another. Whether an end is still
 * usable here is the end's matter: this is a pair and nothing more.
 *
 * @param first one end; of a one-way pipe the one that receives
 * @param second the other; of a one-way pipe the one that sends
 * @python multiprocessing.Pipe
 */
public record Pipe(Connection first, Connection second) implements AutoCloseable {

    /** A pair of ends. */
    public Pipe {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
    }

    /** Closes both ends, as far as they are still in this process. Does nothing the second time. */
    @Override
    public void close() {
        first.close();
        second.close();
    }
}
