package io.multiproc.core.child;

import io.multiproc.process.ProcessStartException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A child on its way.
 *
 * @param child the child
 * @param started completed when it has been given its work; or failed with a {@link ProcessStartException}, and then
 *     nothing of it is left
 */
public record Launch(Child child, CompletableFuture<Void> started) {

    /** Waits until the child has been given its work. */
    public void await() {
        try {
            started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProcessStartException known ? known : e;
        }
    }
}
