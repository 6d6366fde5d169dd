package io.multiproc.core.manager.server;

import io.multiproc.core.manager.heap.Caller;
import io.multiproc.core.manager.wire.CallMessages;
import io.multiproc.core.manager.wire.CallMessages.Call;
import io.multiproc.core.manager.wire.Creation;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.pipe.Closing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A link with calls of a client, one after the other, and the thread that carries them out. */
final class ServedLink {

    private final ObjectServer server;
    private final ClientSession session;
    private final Endpoint endpoint;

    ServedLink(ObjectServer server, ClientSession session, Endpoint endpoint) {
        this.server = server;
        this.session = session;
        this.endpoint = endpoint;
    }

    /** Carries out calls until the client or the server ends. */
    void run() throws IOException {
        if (!session.add(this)) {
            return;
        }
        try {
            for (Frame frame = endpoint.receive(); frame != null; frame = endpoint.receive()) {
                byte[] answer = answer(Call.read(frame));
                if (session.isEnded()) {
                    return; // the end interrupts calls, which is not their outcome: who waits is told by the link's end
                }
                endpoint.send(answer);
            }
        } catch (IOException e) {
            if (!session.isEnded()) { // else its links are closed while their threads use them
                throw e;
            }
        } finally {
            session.remove(this);
        }
    }

    void close() {
        Closing.quietly(endpoint);
    }

    private byte[] answer(Call call) throws FrameException {
        ObjectCodec codec = server.codec();
        @Nullable Object result;
        boolean own = false;
        session.beginCall(call.number());
        Caller.set(new Caller(session, call.thread()));
        try {
            Served target = server.find(call.object());
            @Nullable Object[] arguments = session.hold(() -> call.arguments(codec));
            own = call.object() != Creation.NUMBER;
            result = server.dispatch().call(target, call.method(), arguments);
        } catch (NoSuchMethodException e) {
            return CallMessages.failure(codec, e, CallMessages.FAILED);
        } catch (Throwable e) { // whatever a method throws is its outcome
            return CallMessages.failure(codec, e, own ? CallMessages.THROWN : CallMessages.FAILED);
        } finally {
            Caller.set(null);
            session.endCall(call.number());
        }
        try {
            return session.hold(() -> CallMessages.result(codec, result));
        } catch (RuntimeException e) {
            return CallMessages.failure(codec, e, CallMessages.FAILED);
        }
    }
}
