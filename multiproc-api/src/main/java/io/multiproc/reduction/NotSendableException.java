package io.multiproc.reduction;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * An object cannot cross to another process.
 *
 * <p>The message names the class that cannot be sent, the path of fields that leads to it and a remedy. Nothing was
 * sent: the connection, queue or pool that was used stays usable.
 *
 * @python pickle.PicklingError
 */
public final class NotSendableException extends ProcessException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Creates the exception.
     *
     * @param message what cannot be sent, why, and what to do
     * @param path the fields from the sent object to the culprit, such as {@code Job.context.db}
     * @param cause what the serializer said, or null
     */
    public NotSendableException(String message, String path, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /** The fields from the sent object to the culprit, such as {@code Job.context.db}. */
    public String path() {
        return path;
    }
}
