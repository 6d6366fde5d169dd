package io.multiproc.ipc.codec;

import io.multiproc.ipc.codec.kryo.KryoCodec;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects of two parts that fail while they are read, if they are broken: each kind in another way. */
interface Breakable {

    ObjectCodec CODEC = new KryoCodec();

    /** Those of these numbers fail. */
    Set<Integer> BROKEN = new HashSet<>();

    int number();

    Object first();

    Object second();

    private static void check(int number) {
        if (BROKEN.contains(number)) {
            throw new IllegalStateException("number " + number);
        }
    }

    static @Nullable Object[] throughTheCodec(Object... items) {
        byte[] message = CODEC.encodeEach(items, 7);
        return CODEC.decodeEach(message, 7, message.length - 7);
    }

    /** Those only from one number to another. */
    static @Nullable Object[] throughTheCodec(int from, int to, Object... items) {
        byte[] message = CODEC.encodeEach(items, 7);
        return CODEC.decodeEach(message, 7, message.length - 7, from, to, (index, unread) -> unread);
    }

    /** Fails in its constructor, when its parts have been read. */
    record Made(int number, Object first, Object second) implements Breakable {
        public Made {
            check(number);
        }
    }

    /** Two parts in fields. */
    abstract class Pair implements Breakable {
        private final int number;
        private final Object first;
        private final Object second;

        Pair(int number, Object first, Object second) {
            this.number = number;
            this.first = first;
            this.second = second;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public Object first() {
            return first;
        }

        @Override
        public Object second() {
            return second;
        }
    }

    /** Fails when all of it is there. */
    final class Resolved extends Pair {

        Resolved(int number, Object first, Object second) {
            super(number, first, second);
        }

        private Object readResolve() {
            check(number());
            return this;
        }
    }

    /** Stands for itself, in another state. */
    final class Replaced extends Pair {

        Replaced(int number, Object first, Object second) {
            super(number, first, second);
        }

        private Object writeReplace() {
            return new Replaced(number(), first(), second());
        }

        private Object readResolve() {
            check(number());
            return this;
        }
    }

    /** Fails in the midst of a Java stream. */
    final class Streamed implements Breakable, Serializable {
        private static final long serialVersionUID = 1L;

        private final int number;

        @SuppressWarnings("serial")
        private final Object first;

        @SuppressWarnings("serial")
        private final Object second;

        Streamed(int number, Object first, Object second) {
            this.number = number;
            this.first = first;
            this.second = second;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (BROKEN.contains(number)) {
                throw new InvalidObjectException("number " + number);
            }
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public Object first() {
            return first;
        }

        @Override
        public Object second() {
            return second;
        }
    }
}
