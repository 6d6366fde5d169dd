package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A place in a program that makes lambdas, and what makes them in this process. */
final class LambdaSite {

    private final SerializedLambdas.Site site;
    private final Class<?> capturing;
    private final int captured;
    private final @Nullable Method factory;

    /** A lambda that captures nothing is the same object each time. */
    private @Nullable Object single;

    private LambdaSite(SerializedLambdas.Site site, Class<?> capturing, int captured) {
        this.site = site;
        this.capturing = capturing;
        this.captured = captured;
        this.factory = SerializedLambdas.factory(capturing);
    }

    /** Reads the rest of a descriptor. */
    static LambdaSite read(MessageInput in, @Nullable ClassLoader loader) {
        Class<?> capturing = ClassNames.received(in.readText(), loader);
        int captured = in.readVarInt(true);
        if (captured < 0 || captured > 255) {
            throw new Damage("a lambda that captures " + captured + " values");
        }
        SerializedLambdas.Site site = new SerializedLambdas.Site(
                in.readText(),
                in.readText(),
                in.readText(),
                in.readVarInt(true),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText());
        return new LambdaSite(site, capturing, captured);
    }

    /** How many values each lambda of this place captured. */
    int captured() {
        return captured;
    }

    /** The lambda with what it captured. */
    Object lambda(@Nullable Object[] arguments, ClassLoader loader) throws Exception {
        if (captured > 0) {
            return make(arguments, loader);
        }
        Object lambda = single;
        if (lambda == null) {
            lambda = make(arguments, loader);
            single = lambda;
        }
        return lambda;
    }

    private Object make(@Nullable Object[] arguments, ClassLoader loader) throws Exception {
        Object lambda;
        if (factory == null) {
            lambda = SerializedLambdas.restore(site, capturing, arguments, loader);
        } else {
            try {
                lambda = factory.invoke(null, site.with(capturing, arguments));
            } catch (InvocationTargetException e) {
                throw mismatch(e.getTargetException());
            }
        }
        if (lambda == null) {
            throw mismatch(null);
        }
        return ConfusedReferences.untangle(lambda, site, capturing, arguments);
    }

    private Damage mismatch(@Nullable Throwable cause) {
        String what = "class " + capturing.getName() + " has no lambda " + site.implementation()
                + " in this process (both need the same version of it)";
        return new Damage(what, cause);
    }
}
