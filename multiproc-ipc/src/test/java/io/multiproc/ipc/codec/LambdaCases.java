package io.multiproc.ipc.codec;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;

/** Lambdas and method references; what is compared is what they return. */
final class LambdaCases {

    private int field = 7;

    private LambdaCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        lambdas(cases);
        references(cases);
        new LambdaCases().ofInstance(cases);
        return cases;
    }

    private static void lambdas(List<Case> cases) {
        call(cases, "captures nothing", () -> "nothing");
        boolean z = true;
        byte b = 1;
        short s = 2;
        char c = 'c';
        int i = 4;
        long j = 5;
        float f = 6;
        double d = 7;
        String text = "8";
        int[] array = {9};
        List<Object> list = new ArrayList<>(List.of(new Things.Point(1, 2)));
        Things.Plain plain = new Things.Plain(1, "one");
        call(
                cases,
                "captures everything",
                () -> "" + z + b + s + c + i + j + f + d + text + array[0] + list + plain.state());
        SerializableFunction<Integer, Integer> inner = x -> x + i;
        call(cases, "captures a lambda", () -> inner.apply(1));
        SerializableCallable<SerializableCallable<Integer>> outer = () -> () -> i;
        call(cases, "returns a lambda", () -> outer.call().call());
        call(cases, "captures null", capturing(null));
        Supplier<String> intersection = (Supplier<String> & Serializable) () -> text;
        cases.add(Case.copied("intersection type", intersection, Supplier::get));
        IntBinaryOperator primitive = (IntBinaryOperator & Serializable) (x, y) -> x * y + i;
        cases.add(Case.copied("primitive lambda", primitive, op -> op.applyAsInt(3, 4)));
        Comparator<String> combined =
                ((Comparator<String> & Serializable) (x, y) -> x.compareTo(y)).thenComparing(Comparator.naturalOrder());
        cases.add(Case.copied("lambda of the JDK", combined, cmp -> cmp.compare("a", "b")));
        cases.add(Case.copied(
                "lambda of the JDK that captures nothing",
                Map.Entry.<String, Integer>comparingByKey(),
                cmp -> cmp.compare(Map.entry("a", 1), Map.entry("b", 1))));
        SerializableFunction<Object, Object> identity = x -> x;
        cases.add(Case.copied("lambdas in a list", List.of(inner, identity, inner), l -> l.get(0) == l.get(2)));
    }

    private static SerializableCallable<Object> capturing(Object value) {
        return () -> String.valueOf(value);
    }

    private static void references(List<Case> cases) {
        apply(cases, "static reference", Integer::parseInt, "12");
        apply(cases, "unbound reference", String::length, "abc");
        apply(cases, "constructor reference", StringBuilder::new, "abc");
        SerializableFunction<Integer, int[]> arrays = int[]::new;
        cases.add(Case.copied("array constructor reference", arrays, fn -> result(() -> fn.apply(3).length)));
        call(cases, "bound reference", "bound"::toUpperCase);
        call(cases, "bound to a user's object", new Things.Plain(5, "five")::state);
        SerializableBiFunction<Integer, Integer, Object> record = Things.Point::new;
        cases.add(Case.copied("record constructor", record, fn -> result(() -> fn.apply(1, 2))));
        apply(cases, "private static reference", LambdaCases::reversed, "abc");
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private void ofInstance(List<Case> cases) {
        call(cases, "captures this", () -> field + 1);
        call(cases, "reference to this", this::doubled);
    }

    private int doubled() {
        return field * 2;
    }

    private static void call(List<Case> cases, String name, SerializableCallable<Object> lambda) {
        cases.add(Case.copied(name, lambda, l -> result(l)));
    }

    private static void apply(
            List<Case> cases, String name, SerializableFunction<String, Object> lambda, String argument) {
        cases.add(Case.copied(name, lambda, l -> String.valueOf(result(() -> l.apply(argument)))));
    }

    private static Object result(SerializableCallable<Object> lambda) {
        try {
            return lambda.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
