package io.multiproc.ipc.codec;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Classes of the kinds that programs have; each with an {@code equals} that says what must cross. */
@SuppressWarnings("serial") // they need not be what javac wants of Serializable classes: programs' are not either
final class Things {

    private Things() {}

    record Point(int x, int y) {}

    record Pair<A, B>(@Nullable A first, @Nullable B second) {}

    record Every(boolean z, byte b, short s, char c, int i, long j, float f, double d, String text, int[] array) {}

    record Checked(int value) {
        Checked {
            if (value < 0) {
                throw new IllegalArgumentException("value must be >= 0: value=" + value);
            }
        }
    }

    record Empty() {}

    /** Fields of every kind, no constructor without arguments, not Serializable. */
    static class Plain {
        static int made;

        boolean z = true;
        byte b = -1;
        short s = 2;
        char c = 'c';
        final int i;
        long j = Long.MIN_VALUE;
        float f = 1.5f;
        double d = -0.0;
        private final String text;
        transient String skipped = "only here";

        @Nullable
        Object any;

        Plain(int i, String text) {
            made++;
            this.i = i;
            this.text = text;
        }

        List<Object> state() {
            return List.of(z, b, s, c, i, j, f, d, text, any == null ? "none" : any);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Plain that && state().equals(that.state());
        }

        @Override
        public int hashCode() {
            return i;
        }
    }

    /** A field that hides its parent's. */
    static final class Derived extends Plain {
        int i = 99;

        Derived() {
            super(1, "derived");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Derived that && super.equals(other) && i == that.i;
        }

        @Override
        public int hashCode() {
            return i;
        }
    }

    /** A link of a chain, a tree or a circle. */
    static final class Node {
        final String name;

        @Nullable
        Node next;

        @Nullable
        Object held;

        List<Node> children = new ArrayList<>();

        Node(String name) {
            this.name = name;
        }
    }

    static final class Outer {
        final int base;

        Outer(int base) {
            this.base = base;
        }

        class Inner {
            int offset = 5;

            int sum() {
                return base + offset;
            }
        }

        Inner inner() {
            return new Inner();
        }
    }

    /** One object in each process. */
    static final class Singleton implements Serializable {
        static final Singleton INSTANCE = new Singleton();

        private Object readResolve() {
            return INSTANCE;
        }
    }

    /** Travels as a form of another class. */
    static class Replaced implements Serializable {
        final String name;

        Replaced(String name) {
            this.name = name;
        }

        protected Object writeReplace() {
            return new Form(name, getClass() == Replaced.class);
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass() && ((Replaced) other).name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        private record Form(String name, boolean base) implements Serializable {
            private Object readResolve() {
                return base ? new Replaced(name) : new InheritsReplacement(name);
            }
        }
    }

    static final class InheritsReplacement extends Replaced {
        InheritsReplacement(String name) {
            super(name);
        }
    }

    /** Replaces itself by another object of its own class. */
    static final class Normalized implements Serializable {
        final String name;

        Normalized(String name) {
            this.name = name;
        }

        private Object writeReplace() {
            return new Normalized(name.trim());
        }
    }

    /** Writes itself, with an object that is not Serializable. */
    static final class WritesItself implements Serializable {
        transient int value;
        transient Object held;
        int plain = 4;

        WritesItself(int value, Object held) {
            this.value = value;
            this.held = held;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(value);
            out.writeObject(held);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            value = in.readInt();
            held = in.readObject();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WritesItself that
                    && value == that.value
                    && plain == that.plain
                    && held.equals(that.held);
        }

        @Override
        public int hashCode() {
            return value;
        }
    }

    public static final class External implements Externalizable {
        private String text = "";
        private @Nullable Object held;

        public External() {}

        External(String text, Object held) {
            this.text = text;
            this.held = held;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF(text);
            out.writeObject(held);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            text = in.readUTF();
            held = in.readObject();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof External that && text.equals(that.text) && Objects.equals(held, that.held);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** Refers to what it is a part of. */
    static final class Member implements Serializable {
        final String name;

        @Nullable
        Object owner;

        Member(String name) {
            this.name = name;
        }
    }

    static final class Throwing implements Serializable {
        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new InvalidObjectException("not today");
        }
    }

    /** A list of a user's, on fields of its own. */
    static final class Squares extends AbstractList<Integer> {
        private final int size;

        Squares(int size) {
            this.size = size;
        }

        @Override
        public Integer get(int index) {
            return Objects.checkIndex(index, size) * index;
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** A collection of the JDK with a field more. */
    static final class NamedList extends ArrayList<Object> {
        final String name;

        NamedList(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NamedList that && name.equals(that.name) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
