package io.multiproc.core.manager.view;

import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.Form;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An object of a server, as what iterates over it or compares it in this process reaches it. */
public interface Source {

    /** The inside of a proxy of another process's object. */
    static Source of(Object proxy) {
        return (Source) Proxy.getInvocationHandler(proxy);
    }

    /** What its proxy looks like. */
    Form form();

    /** Calls a method of the object that does not change it. */
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Throwable;

    /** Calls a method of the object that may change it. */
    @Nullable
    Object change(Method method, @Nullable Object[] arguments) throws Throwable;

    /** Asks for something that is no method of the object. */
    Object operate(CalledMethod operation, Object... arguments);

    /** A copy of the object. */
    Object copy();

    /**
     * Changes with every call of this process that may have changed the object; a view shares it with what it is of.
     */
    AtomicInteger changes();

    /** This is a view of another object. */
    void viewOf(Source other);

    /** This is the set of the entries of a map. */
    void entriesOf(Map<Object, Object> map);

    /** The map whose entries this is; null if that is not known here. */
    @Nullable
    Map<Object, Object> owner();
}
