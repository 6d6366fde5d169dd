package io.multiproc.ipc.codec.kryo;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Method references that javac confuses. A class that refers to one generic method with different type arguments
 * restores the first reference for all of them (JDK-8208752, Java serialization suffers from it as well), and its casts
 * are for other types. The right one is then made here, of what the class has accepted: only the types of its casts are
 * others, and the JVM checks that they fit the method.
 */
final class ConfusedReferences {

    private static final String LAMBDA_BODY = "lambda$";

    /** More are made anew each time: who sends so many is none of ours. */
    private static final int MOST = 256;

    /** For which types the lambdas of a class cast. */
    private static final ClassValue<AtomicReference<@Nullable String>> TYPES = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable String> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /** What makes the right ones, by the class that has the references. */
    private static final ClassValue<Map<SerializedLambdas.Site, MethodHandle>> MAKERS = new ClassValue<>() {
        @Override
        protected Map<SerializedLambdas.Site, MethodHandle> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private ConfusedReferences() {}

    /**
     * The lambda, or the right one instead of it.
     *
     * @param restored what the class has restored
     * @param captured what it holds
     */
    static Object untangle(
            Object restored, SerializedLambdas.Site site, Class<?> capturing, @Nullable Object[] captured)
            throws Exception {
        if (!canBeConfused(site) || typesOf(restored).equals(site.instantiated())) {
            return restored;
        }
        try {
            return maker(restored, site, capturing, captured.length).invokeWithArguments(captured);
        } catch (Exception | LinkageError e) {
            throw confused(site, capturing, e);
        } catch (Throwable e) {
            throw new IllegalStateException("a method handle has thrown " + e, e);
        }
    }

    /** Bodies of lambdas have names of their own; and only objects are cast, which most processes are not given. */
    private static boolean canBeConfused(SerializedLambdas.Site site) {
        String types = site.instantiated();
        return !site.implementation().startsWith(LAMBDA_BODY) && (types.indexOf('L') >= 0 || types.indexOf('[') >= 0);
    }

    private static String typesOf(Object lambda) throws Exception {
        AtomicReference<@Nullable String> known = TYPES.get(lambda.getClass());
        String types = known.get();
        if (types == null) {
            types = SerializedLambdas.of(lambda, SerializedLambdas.replacement(lambda.getClass()))
                    .getInstantiatedMethodType();
            known.set(types);
        }
        return types;
    }

    private static MethodHandle maker(Object restored, SerializedLambdas.Site site, Class<?> capturing, int captured)
            throws Exception {
        Map<SerializedLambdas.Site, MethodHandle> makers = MAKERS.get(capturing);
        MethodHandle maker = makers.get(site);
        if (maker == null) {
            maker = link(restored, site, capturing, captured);
            if (makers.size() < MOST) {
                makers.put(site, maker);
            }
        }
        return maker;
    }

    /** Does what the JVM does where the reference stands in the program. */
    private static MethodHandle link(Object restored, SerializedLambdas.Site site, Class<?> capturing, int captured)
            throws Exception {
        ConfusedReferences.class.getModule().addReads(capturing.getModule());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(capturing, MethodHandles.lookup());
        Class<?> functional = lookup.findClass(site.type().replace('/', '.'));
        Class<?> receiver = lookup.findClass(site.implementer().replace('/', '.'));
        List<Class<?>> others =
                new ArrayList<>(Arrays.asList(restored.getClass().getInterfaces()));
        others.remove(functional);
        List<Object> arguments = new ArrayList<>();
        arguments.add(types(site.signature(), capturing));
        arguments.add(implementation(lookup, site, receiver));
        arguments.add(types(site.instantiated(), capturing));
        arguments.add(LambdaMetafactory.FLAG_SERIALIZABLE | LambdaMetafactory.FLAG_MARKERS);
        arguments.add(others.size());
        arguments.addAll(others);
        // a reference holds nothing but the object before its colons
        MethodType made =
                captured == 0 ? MethodType.methodType(functional) : MethodType.methodType(functional, receiver);
        return LambdaMetafactory.altMetafactory(lookup, site.method(), made, arguments.toArray())
                .getTarget();
    }

    private static MethodHandle implementation(MethodHandles.Lookup lookup, SerializedLambdas.Site site, Class<?> owner)
            throws Exception {
        MethodType type = types(site.implementationSignature(), lookup.lookupClass());
        return switch (site.kind()) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, site.implementation(), type);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
            case MethodHandleInfo.REF_invokeSpecial ->
                lookup.findSpecial(owner, site.implementation(), type, lookup.lookupClass());
            default -> lookup.findVirtual(owner, site.implementation(), type);
        };
    }

    private static MethodType types(String descriptor, Class<?> seenFrom) {
        return MethodType.fromMethodDescriptorString(descriptor, seenFrom.getClassLoader());
    }

    private static Damage confused(SerializedLambdas.Site site, Class<?> capturing, Throwable cause) {
        return new Damage(
                "class " + capturing.getName() + " refers to "
                        + site.implementer().replace('/', '.') + "::"
                        + site.implementation() + " with different type arguments, which javac confuses when it"
                        + " restores a reference (write this one as a lambda)",
                cause);
    }
}
