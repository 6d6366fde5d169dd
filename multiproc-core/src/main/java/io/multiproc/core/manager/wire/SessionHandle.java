package io.multiproc.core.manager.wire;

import io.multiproc.reduction.UnreadableMessageException;

/**
 * What travels in a proxy's place between a server and one of its clients, who know each other. Names the interface
 * only, so that its class need not be one whose objects are received.
 *
 * @param object its number in the server
 * @param type the name of the interface
 */
public record SessionHandle(long object, Shape shape, String type) {

    public static SessionHandle of(long object, Form form) {
        return new SessionHandle(object, form.shape(), form.type().getName());
    }

    /**
     * What the proxy looks like here.
     *
     * @throws UnreadableMessageException if there is no such interface here
     */
    public Form form() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            Class<?> found =
                    Class.forName(type, false, context != null ? context : SessionHandle.class.getClassLoader());
            if (found.isInterface()) {
                return new Form(shape, found);
            }
            throw new UnreadableMessageException("only an interface can have proxies: type=" + type, null);
        } catch (ClassNotFoundException e) {
            throw new UnreadableMessageException(
                    "no interface for a proxy: type=" + type + " (add it to the class path of this program)", e);
        }
    }
}
