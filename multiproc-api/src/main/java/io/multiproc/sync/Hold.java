package io.multiproc.sync;

/**
 * A lock or a permit that is held until this is closed, for try-with-resources.
 *
 * <pre>{@code
 * try (var held = lock.hold()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Used by the thread that got it. Cannot be sent.
 */
@FunctionalInterface
public interface Hold extends AutoCloseable {

    /** Releases what is held. Closing again does nothing. */
    @Override
    void close();
}
