package io.multiproc.core.manager.client;

import io.multiproc.core.manager.wire.Form;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;

/** Makes proxies. */
public final class Proxies {

    private Proxies() {}

    public static Object of(Form form, InvocationHandler handler) {
        Objects.requireNonNull(LiveProxy.REDUCTION, "reduction"); // the codec knows it from now on
        ClassLoader loader = form.type().getClassLoader();
        return Proxy.newProxyInstance(
                loader == null || loader == ClassLoader.getPlatformClassLoader()
                        ? Proxies.class.getClassLoader()
                        : loader,
                new Class<?>[] {form.type(), LiveProxy.class},
                handler);
    }
}
