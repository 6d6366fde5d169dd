package io.multiproc.ipc.codec;

import io.multiproc.ipc.codec.Things.Derived;
import io.multiproc.ipc.codec.Things.Every;
import io.multiproc.ipc.codec.Things.External;
import io.multiproc.ipc.codec.Things.InheritsReplacement;
import io.multiproc.ipc.codec.Things.NamedList;
import io.multiproc.ipc.codec.Things.Node;
import io.multiproc.ipc.codec.Things.Normalized;
import io.multiproc.ipc.codec.Things.Outer;
import io.multiproc.ipc.codec.Things.Pair;
import io.multiproc.ipc.codec.Things.Plain;
import io.multiproc.ipc.codec.Things.Point;
import io.multiproc.ipc.codec.Things.Replaced;
import io.multiproc.ipc.codec.Things.Singleton;
import io.multiproc.ipc.codec.Things.Squares;
import io.multiproc.ipc.codec.Things.WritesItself;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Objects of users' classes, and exceptions. */
final class ObjectCases {

    private ObjectCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        records(cases);
        classes(cases);
        selfMade(cases);
        nested(cases);
        exceptions(cases);
        return cases;
    }

    private static void records(List<Case> cases) {
        cases.add(Case.of("record", new Point(1, -1)));
        cases.add(Case.of("empty record", new Things.Empty()));
        cases.add(Case.of("generic record", new Pair<>("a", List.of(new Point(1, 2)))));
        cases.add(Case.of("nested records", new Pair<>(new Pair<>(1, null), new Pair<>(null, new Pair<>(2L, "x")))));
        cases.add(Case.of("checked record", new Things.Checked(3)));
        Every every = new Every(true, (byte) 1, (short) 2, 'c', 4, 5, 6f, 7, "8", new int[] {9});
        cases.add(
                Case.of("record of everything", every, e -> e.toString().replaceAll("@[0-9a-f]+", "") + e.array()[0]));
        cases.add(Case.of("enum", TimeUnit.DAYS));
        cases.add(Case.of("enum with body", CollectionCases.Shade.DARK));
        cases.add(Case.of(
                "enums in an array", new CollectionCases.Shade[] {CollectionCases.Shade.LIGHT}, Arrays::asList));
    }

    private static void classes(List<Case> cases) {
        cases.add(Case.of("plain class", new Plain(3, "three")));
        Plain holder = new Plain(4, "four");
        holder.any = List.of(new Point(1, 2));
        cases.add(Case.of("plain class that holds", holder));
        cases.add(Case.of(
                "transient field", new Plain(3, "three"), p -> p.skipped == null || p.skipped.equals("only here")));
        cases.add(Case.of("derived class", new Derived()));
        cases.add(Case.of("list of a user's", new Squares(5)));
        NamedList named = new NamedList("n");
        named.add(new Point(1, 2));
        named.add("text");
        cases.add(Case.of("subclass of ArrayList", named));
        Node chain = new Node("0");
        for (int i = 1; i < 200; i++) {
            Node node = new Node(String.valueOf(i));
            node.next = chain;
            chain = node;
        }
        cases.add(Case.of("chain", chain, ObjectCases::names));
    }

    private static List<String> names(Node first) {
        List<String> names = new ArrayList<>();
        for (Node node = first; node != null; node = node.next) {
            names.add(node.name);
        }
        return names;
    }

    private static void selfMade(List<Case> cases) {
        cases.add(Case.of("readResolve", Singleton.INSTANCE));
        cases.add(Case.of("writeReplace", new Replaced("r")));
        cases.add(Case.of("inherited writeReplace", new InheritsReplacement("r")));
        cases.add(Case.of("writeReplace by its own class", new Normalized(" x "), n -> n.name.trim()));
        cases.add(Case.of("writeObject", new WritesItself(7, new Plain(1, "one"))));
        cases.add(Case.of("Externalizable", new External("text", new Point(1, 2))));
        cases.add(Case.of("Externalizable in a list", List.of(new External("a", List.of(1)), new External("b", "c"))));
        Object proxy = Proxy.newProxyInstance(
                ObjectCases.class.getClassLoader(),
                new Class<?>[] {Supplier.class, Runnable.class},
                new Constant("said"));
        cases.add(Case.of("proxy", proxy, p -> ((Supplier<?>) p).get()));
    }

    private record Constant(Object value) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return value;
        }
    }

    private static void nested(List<Case> cases) {
        int local = 3;
        String text = "t";
        cases.add(Case.of("inner class", new Outer(10).inner(), Outer.Inner::sum));
        Supplier<String> anonymous = new Supplier<>() {
            private final int own = 4;

            @Override
            public String get() {
                return text + local + own;
            }
        };
        cases.add(Case.of("anonymous class", anonymous, Supplier::get));
        class Local {
            int twice() {
                return local * 2;
            }
        }
        cases.add(Case.of("local class", new Local(), Local::twice));
        Map<String, Integer> braces = new java.util.HashMap<>() {
            {
                put("a", local);
            }
        };
        cases.add(Case.of("double brace map", braces));
    }

    private static void exceptions(List<Case> cases) {
        IOException simple = new IOException("message");
        Exception chained = new IllegalStateException("outer", new java.util.NoSuchElementException("inner"));
        chained.addSuppressed(simple);
        chained.addSuppressed(new Error("second"));
        Exception causeless = new RuntimeException("no cause", null);
        Failure own = new Failure(42, new Point(1, 2), chained);
        IllegalStateException circle = new IllegalStateException("circle");
        circle.initCause(new RuntimeException("back", circle));
        IOException traceless = new IOException("traceless");
        traceless.setStackTrace(new StackTraceElement[0]);
        Quiet quiet = new Quiet();
        for (Throwable t : List.of(
                simple,
                chained,
                causeless,
                own,
                circle,
                traceless,
                quiet,
                new StackOverflowError(),
                new java.util.concurrent.ExecutionException(own),
                new java.io.UncheckedIOException(simple),
                new AssertionError("a"),
                new NullPointerException())) {
            cases.add(Case.of(t.getClass().getSimpleName() + " " + t.getMessage(), t, e -> trace(e, 0)));
        }
        cases.add(Case.of("fields of an exception", own, e -> List.of(e.code, e.where)));
        cases.add(Case.of("initCause after arrival", new Exception("late"), e -> e.getCause() == null));
        List<Object> shared = List.of(own, own);
        cases.add(Case.of("an exception twice", shared, l -> l.get(0) == l.get(1)));
    }

    private static List<Object> trace(@Nullable Throwable t, int depth) {
        if (t == null || depth > 4) {
            return List.of();
        }
        List<Object> parts = new ArrayList<>();
        parts.add(t.getClass());
        parts.add(String.valueOf(t.getMessage()));
        parts.add(List.of(t.getStackTrace()));
        parts.add(trace(t.getCause(), depth + 1));
        for (Throwable suppressed : t.getSuppressed()) {
            parts.add(trace(suppressed, depth + 1));
        }
        return parts;
    }

    /** An exception with fields, one of them not Serializable. */
    @SuppressWarnings("serial") // as programs' exceptions are
    private static final class Failure extends Exception {
        final int code;
        final Object where;

        Failure(int code, Object where, Throwable cause) {
            super("failure " + code, cause);
            this.code = code;
            this.where = where;
        }
    }

    @SuppressWarnings("serial") // as programs' exceptions are
    private static final class Quiet extends RuntimeException {
        Quiet() {
            super("quiet", null, false, false);
        }
    }
}
