package io.multiproc.core.manager.wire;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.managers.RemoteCallException;
import org.jspecify.annotations.Nullable;

/** What a failure that a server has told becomes where it is thrown. */
public final class CallFailure {

    private final RemoteCallException remote;
    private final @Nullable Throwable exception;

    private CallFailure(RemoteCallException remote, @Nullable Throwable exception) {
        this.remote = remote;
        this.exception = exception;
    }

    /**
     * Where it was called.
     *
     * @param what such as {@code List.get}
     */
    public static CallFailure decode(ObjectCodec codec, byte[] payload, String what, ServerIdentity server) {
        FailureMessage failure = FailureMessage.decode(codec, payload, 0, server.inWords());
        return new CallFailure(
                new RemoteCallException(
                        failure.describe(what + " failed in " + server.inWords()),
                        server.name(),
                        server.pid(),
                        failure.stackTrace(),
                        failure.exception()),
                failure.exception());
    }

    /** What is thrown for an exception of the method itself: the exception if the caller must expect it. */
    public Throwable thrown(Class<?>[] declared) {
        Throwable own = exception;
        if (own == null || !isExpected(own, declared)) {
            return remote;
        }
        own.addSuppressed(
                new RemoteCallException(message(), remote.server(), remote.pid(), remote.remoteStackTrace(), null));
        return own;
    }

    /** What is thrown for a failure of the call. */
    public RemoteCallException remote() {
        return remote;
    }

    private String message() {
        return String.valueOf(remote.getMessage());
    }

    private static boolean isExpected(Throwable exception, Class<?>[] declared) {
        if (exception instanceof RuntimeException || exception instanceof Error) {
            return true;
        }
        for (Class<?> type : declared) {
            if (type.isInstance(exception)) {
                return true;
            }
        }
        return false;
    }
}
