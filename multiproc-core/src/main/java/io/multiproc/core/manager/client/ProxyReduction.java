package io.multiproc.core.manager.client;

import io.multiproc.core.manager.wire.Conversation;
import io.multiproc.core.manager.wire.ProxyHandle;
import io.multiproc.core.manager.wire.SessionHandle;
import io.multiproc.ipc.codec.Reduction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends proxies as their handles. */
final class ProxyReduction implements Reduction<LiveProxy> {

    @Override
    public Class<LiveProxy> type() {
        return LiveProxy.class;
    }

    @Override
    public Object reduce(LiveProxy proxy) {
        InvocationHandler handler = Proxy.getInvocationHandler(proxy);
        Conversation conversation = Conversation.current();
        SessionHandle known = conversation == null ? null : conversation.reduce(handler);
        if (known != null) {
            return known;
        }
        return ((Sendable) handler).handleForOthers();
    }

    @Override
    public void giveBack(LiveProxy proxy, @Nullable Object standIn) {
        Conversation conversation = Conversation.current();
        if (standIn instanceof SessionHandle handle && conversation != null) {
            conversation.giveBack(handle);
        }
    }

    @Override
    public LiveProxy restore(@Nullable Object standIn) {
        Conversation conversation = Conversation.current();
        if (standIn instanceof SessionHandle handle) {
            return (LiveProxy) Objects.requireNonNull(conversation, "conversation with a server")
                    .restore(handle);
        }
        ProxyHandle handle = (ProxyHandle) Objects.requireNonNull(standIn, "handle of a proxy");
        Object here = conversation == null ? null : conversation.restore(handle);
        return (LiveProxy) (here != null ? here : Clients.of(handle.server()).claim(handle));
    }
}
