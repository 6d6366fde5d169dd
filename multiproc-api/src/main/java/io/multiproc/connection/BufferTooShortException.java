package io.multiproc.connection;

import io.multiproc.process.ProcessException;

/**
 * A message is longer than the buffer that was to take it. The message has been received, and is here; the connection
 * stays usable, and the buffer is unchanged.
 *
 * @python multiprocessing.BufferTooShort
 */
public final class BufferTooShortException extends ProcessException {

    private static final long serialVersionUID = 1L;

    private final byte[] content;

    /**
     * Creates the exception.
     *
     * @param message what was too short, with values
     * @param content the whole message
     */
    public BufferTooShortException(String message, byte[] content) {
        super(message);
        this.content = content.clone();
    }

    /** A copy of the whole message. */
    public byte[] content() {
        return content.clone();
    }
}
