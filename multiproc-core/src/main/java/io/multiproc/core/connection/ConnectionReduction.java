package io.multiproc.core.connection;

import io.multiproc.ipc.codec.Reduction;
import io.multiproc.reduction.NotSendableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands connections over when they are sent. */
final class ConnectionReduction implements Reduction<PipeConnection> {

    @Override
    public Class<PipeConnection> type() {
        return PipeConnection.class;
    }

    @Override
    public Object reduce(PipeConnection value) {
        try {
            EndForm form = value.handOver();
            Handover.note(value, form);
            return form;
        } catch (IOException e) {
            throw new NotSendableException("cannot hand over a connection: " + e.getMessage(), value.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSendableException(
                    "interrupted while another thread was sending on a connection that is to be handed over",
                    value.toString(),
                    e);
        }
    }

    @Override
    public void giveBack(PipeConnection value, @Nullable Object standIn) {
        if (standIn instanceof EndForm form) {
            value.takeBack(form);
        }
    }

    @Override
    public PipeConnection restore(@Nullable Object standIn) {
        if (!(standIn instanceof EndForm form)) {
            throw new IllegalArgumentException("not the end of a pipe: " + standIn);
        }
        return PipeConnection.arrive(form);
    }

    /** So that its other end does not wait for one that nobody has. */
    @Override
    public AutoCloseable toCloseIfLost(PipeConnection restored) {
        return restored;
    }
}
