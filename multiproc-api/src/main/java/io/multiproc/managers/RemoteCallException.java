package io.multiproc.managers;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * A call of a managed object failed in its server.
 *
 * <p>What the method itself throws is thrown itself, if it is unchecked or the method declares it, and carries this one
 * as suppressed, with the stack of the server. This one is thrown for everything else: arguments or results that cannot
 * be read or sent, an object that cannot be made.
 *
 * @python multiprocessing.managers.RemoteError
 */
public final class RemoteCallException extends ProcessException {

    private static final long serialVersionUID = 1L;

    private final String server;
    private final long pid;
    private final String remoteStackTrace;

    /**
     * Creates the exception.
     *
     * @param message which call failed where, and how
     * @param server name of the server
     * @param pid process id of the server
     * @param remoteStackTrace the failure's stack trace as printed in the server
     * @param cause the failure itself, or null if it is thrown on its own or could not be sent
     */
    public RemoteCallException(
            String message, String server, long pid, String remoteStackTrace, @Nullable Throwable cause) {
        super(message, cause);
        this.server = server;
        this.pid = pid;
        this.remoteStackTrace = remoteStackTrace;
    }

    /** Name of the server. */
    public String server() {
        return server;
    }

    /** Process id of the server. */
    public long pid() {
        return pid;
    }

    /** The failure's stack trace as it was printed in the server. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
