package io.multiproc.ipc.codec.kryo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * From a lambda to its serialized form and back, directly where its class lets us in, and where it does not through
 * Java serialization, which is always let in.
 */
final class SerializedLambdas {

    private SerializedLambdas() {}

    /** The lambda class's private method, or null if its module keeps us out. */
    static @Nullable Method replacement(Class<?> type) {
        try {
            Method method = type.getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            return null;
        }
    }

    /** The serialized form of a lambda. */
    static SerializedLambda of(Object lambda, @Nullable Method replacement) throws Exception {
        Object form = replacement != null ? replacement.invoke(lambda) : new Interceptor().intercept(lambda);
        if (form instanceof SerializedLambda serialized) {
            return serialized;
        }
        throw Refusals.plainLambda(lambda.getClass());
    }

    /** The lambda class's factory in the class that contains the lambda, or null if its module keeps us out. */
    static @Nullable Method factory(Class<?> capturing) {
        try {
            Method method = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
            method.setAccessible(true);
            return method;
        } catch (InaccessibleObjectException e) {
            return null;
        } catch (NoSuchMethodException e) {
            throw new Damage(
                    "class " + capturing.getName() + " has no lambda that can be sent in this process"
                            + " (both processes need the same version of it)",
                    e);
        }
    }

    /** The lambda for a serialized form, without its factory being accessible. */
    static Object restore(Site site, Class<?> capturing, @Nullable Object[] arguments, ClassLoader loader)
            throws Exception {
        @Nullable Object[] places = new Object[arguments.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = new BlockPart(i);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(site.with(capturing, places));
        }
        try (BlockReader in = new BlockReader(bytes.toByteArray(), arguments, loader)) {
            return in.readObject();
        }
    }

    /** A lambda in words: where it was written, or what it is made of. */
    static String describe(Object lambda) {
        Class<?> type = lambda.getClass();
        if (lambda instanceof Serializable) {
            try {
                return describe(of(lambda, replacement(type)));
            } catch (Exception e) {
                // A description must not fail: the class name below says nearly as much.
                return Names.of(type).replace("lambda of", "lambda in");
            }
        }
        return Names.of(type).replace("lambda of", "lambda in");
    }

    private static String describe(SerializedLambda form) {
        String owner = form.getCapturingClass().replace('/', '.');
        String method = form.getImplMethodName();
        if (!method.startsWith("lambda$")) {
            return "method reference " + form.getImplClass().replace('/', '.') + "::" + method + " in " + owner;
        }
        // lambda$method$hash$number
        int start = "lambda$".length();
        int end = method.indexOf('$', start);
        String origin = end > start ? method.substring(start, end) : method;
        return "lambda in " + owner + "." + origin;
    }

    /** What a captured value is to the programmer. */
    static String captured(SerializedLambda form, int index) {
        int kind = form.getImplMethodKind();
        boolean ofInstance = kind != MethodHandleInfo.REF_invokeStatic && kind != MethodHandleInfo.REF_newInvokeSpecial;
        if (index == 0 && ofInstance) {
            return form.getImplMethodName().startsWith("lambda$") ? "this" : "receiver";
        }
        return "captured" + (ofInstance ? index : index + 1);
    }

    /** What is the same for all lambdas of one place in a program. */
    record Site(
            String type,
            String method,
            String signature,
            int kind,
            String implementer,
            String implementation,
            String implementationSignature,
            String instantiated) {

        SerializedLambda with(Class<?> capturing, @Nullable Object[] arguments) {
            return new SerializedLambda(
                    capturing,
                    type,
                    method,
                    signature,
                    kind,
                    implementer,
                    implementation,
                    implementationSignature,
                    instantiated,
                    arguments);
        }
    }

    /** Sees the form that Java serialization would write. */
    private static final class Interceptor extends ObjectOutputStream {

        private @Nullable Object form;

        Interceptor() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Nullable
        Object intercept(Object lambda) throws IOException {
            writeObject(lambda);
            return form;
        }

        @Override
        protected @Nullable Object replaceObject(@Nullable Object object) {
            form = object;
            return null;
        }
    }
}
