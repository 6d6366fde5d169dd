package io.multiproc.core.sync;

import io.multiproc.function.SerializableRunnable;
import io.multiproc.process.ProcessException;

/** What one of the parties of a barrier does when all have come. */
public final class BarrierAction {

    private BarrierAction() {}

    /**
     * Runs it in this thread.
     *
     * @throws ProcessException if it throws an exception that {@code await} does not declare
     */
    public static void run(SerializableRunnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ProcessException("the action of a barrier failed: " + e, e);
        }
    }
}
