package io.multiproc.core.manager.client;

import io.multiproc.core.current.OnceAction;
import io.multiproc.core.manager.link.CallPatience;
import io.multiproc.core.manager.link.ClientLinks;
import io.multiproc.core.manager.link.HeldReferences;
import io.multiproc.core.manager.wire.CallFailure;
import io.multiproc.core.manager.wire.CallMessages;
import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.Conversation;
import io.multiproc.core.manager.wire.Creation;
import io.multiproc.core.manager.wire.Form;
import io.multiproc.core.manager.wire.Methods;
import io.multiproc.core.manager.wire.ProxyHandle;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.core.manager.wire.SessionHandle;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.process.Finalizer;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * This process as a client of a server: makes calls, and has one proxy for each object of the server that it refers to.
 * Closes its links when nobody here has a proxy any more.
 */
public final class ManagerClient implements Conversation {

    private static final CalledMethod PIN = CalledMethod.of(Methods.named(Creation.class, "pin", long.class));
    private static final CalledMethod CLAIM =
            CalledMethod.of(Methods.named(Creation.class, "claim", long.class, long.class));

    private final ServerIdentity server;
    private final ObjectCodec codec;
    private final ClientLinks links;
    private final AtomicLong calls = new AtomicLong();
    private final HeldReferences held;

    ManagerClient(ServerIdentity server) {
        this.server = server;
        this.codec = WireClasses.codec(server.access());
        ClientLinks own = new ClientLinks(server);
        this.links = own;
        this.held = new HeldReferences(own);
        Finalizer unused = OnceAction.onGarbage(this, () -> own.close("is not used any more"));
    }

    public ServerIdentity server() {
        return server;
    }

    public boolean isOpen() {
        return links.closed() == null;
    }

    /** Ends all links, for that reason. */
    public void close(String reason) {
        links.close(reason);
    }

    /** Calls a method of an object and waits for what it returns; an interrupt reaches the method if it expects one. */
    @Nullable
    public Object call(long object, CalledMethod method, @Nullable Object @Nullable [] arguments) throws Throwable {
        long number = calls.incrementAndGet();
        byte[] frame = hold(() -> CallMessages.call(codec, number, object, method.wireName(), arguments));
        CallPatience patience = new CallPatience(links, number, method, arguments);
        boolean told = false;
        try {
            Frame answer = exchange(frame, method, patience);
            return switch (answer.flags()) {
                case CallMessages.NOTHING -> null;
                case CallMessages.THROWN -> {
                    Throwable thrown = failure(answer, method).thrown(method.declared());
                    told = thrown instanceof InterruptedException;
                    throw thrown;
                }
                case CallMessages.FAILED -> throw failure(answer, method).remote();
                default -> result(answer.payload());
            };
        } finally {
            if (patience.wasInterrupted() && !told) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same for a method that declares no exception. */
    @Nullable
    public Object callWithoutThrows(long object, CalledMethod method, @Nullable Object... arguments) {
        try {
            return call(object, method, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(method.label() + " declares no exception", e);
        }
    }

    @SuppressWarnings("NullAway") // part of a result may be null
    private Object result(byte[] payload) {
        return hold(() -> codec.decode(payload, 0, payload.length));
    }

    private CallFailure failure(Frame answer, CalledMethod method) {
        return hold(() -> CallFailure.decode(codec, answer.payload(), method.label(), server));
    }

    private Frame exchange(byte[] frame, CalledMethod method, CallPatience patience) {
        Endpoint link = null;
        try {
            link = links.take(patience);
            link.send(frame, frame.length, patience);
            Frame answer = link.receive(patience);
            if (answer == null) {
                throw new EOFException("the server closed the link");
            }
            links.giveBack(link);
            return answer;
        } catch (IOException e) {
            if (link != null) {
                links.drop(link);
            }
            throw gone(method.label(), e);
        }
    }

    private ManagerClosedException gone(String what, IOException e) {
        String reason = links.closed();
        return new ManagerClosedException(
                server.inWords() + (reason != null ? " " + reason : " is gone: " + e.getMessage()) + ": " + what, e);
    }

    /** Refers to an object that the server has just counted a reference of this process for. */
    private Object adopt(long object, Form form) {
        return held.adopt(object, () -> proxy(object, form));
    }

    private Object proxy(long object, Form form) {
        return Proxies.of(form, new ProxyHandler(this, object, form));
    }

    /** The proxy that came with a message of another process. */
    Object claim(ProxyHandle handle) {
        try {
            return Objects.requireNonNull(
                    callWithoutThrows(Creation.NUMBER, CLAIM, handle.object(), handle.pin()), "proxy");
        } catch (ManagerClosedException e) {
            return adopt(handle.object(), handle.form()); // its user is told, not its receiver
        }
    }

    /** Keeps an object for the receiver of a message. */
    ProxyHandle handleForOthers(long object, Form form) {
        try {
            Long pin = (Long) callWithoutThrows(Creation.NUMBER, PIN, object);
            return new ProxyHandle(server, object, form, pin == null ? 0 : pin);
        } catch (ManagerClosedException e) {
            return new ProxyHandle(server, object, form, 0); // the receiver is told when it uses the proxy
        }
    }

    @Override
    public @Nullable SessionHandle reduce(InvocationHandler proxy) {
        return proxy instanceof ProxyHandler remote && remote.client() == this ? remote.handle() : null;
    }

    @Override
    public void giveBack(SessionHandle handle) {}

    @Override
    public Object restore(SessionHandle handle) {
        return held.adopt(handle.object(), () -> proxy(handle.object(), handle.form()));
    }

    @Override
    public @Nullable Object restore(ProxyHandle handle) {
        return null;
    }
}
