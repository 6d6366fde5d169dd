package io.multiproc.ipc.codec.kryo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Object arrays, lists, sets and queues. */
final class Sequences extends MessageSerializer {

    private Sequences(int tag) {
        super(tag);
    }

    static MessageSerializer of(int tag) {
        return new Sequences(tag);
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        if (tag == MessageDescriptor.OBJECTS) {
            Elements.write(kryo, (Object[]) value);
            return;
        }
        if (value instanceof SortedSet<?> set && isSorted(tag)) {
            writeComparator(kryo, set.comparator());
        } else if (value instanceof PriorityQueue<?> queue) {
            writeComparator(kryo, queue.comparator());
        }
        // A snapshot: what changes meanwhile, in the way that its class allows, is sent as it was at this moment.
        Elements.write(kryo, ((Collection<?>) value).toArray());
    }

    static void writeComparator(CodecKryo kryo, @Nullable Comparator<?> comparator) throws Exception {
        try {
            kryo.write(comparator);
        } catch (Refusal refusal) {
            throw refusal.at(".comparator", "comparator");
        }
    }

    private static boolean isSorted(int tag) {
        return tag == MessageDescriptor.TREE_SET || tag == MessageDescriptor.SKIP_LIST_SET;
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        return switch (tag) {
            case MessageDescriptor.OBJECTS -> {
                Object[] array = new Object[kryo.in.readCount(1)];
                kryo.reference(array);
                yield Elements.readInto(kryo, array);
            }
            case MessageDescriptor.ARRAYS_AS_LIST -> {
                Object[] array = new Object[kryo.in.readCount(1)];
                List<Object> list = Arrays.asList(array);
                kryo.reference(list);
                Elements.readInto(kryo, array);
                yield list;
            }
            case MessageDescriptor.IMMUTABLE_LIST -> immutableList(Elements.read(kryo));
            case MessageDescriptor.IMMUTABLE_SET -> Set.of(nonNull(Elements.read(kryo)));
            case MessageDescriptor.COPY_ON_WRITE_LIST -> new CopyOnWriteArrayList<>(Elements.read(kryo));
            default -> readMutable(kryo, tag);
        };
    }

    private static Object readMutable(CodecKryo kryo, int tag) throws Exception {
        Comparator<Object> comparator = null;
        if (isSorted(tag) || tag == MessageDescriptor.PRIORITY_QUEUE) {
            comparator = readComparator(kryo);
        }
        int count = kryo.in.readCount(1);
        Collection<Object> empty = create(tag, count, comparator);
        kryo.reference(empty);
        for (Object element : Elements.readInto(kryo, new Object[count])) {
            empty.add(element);
        }
        return empty;
    }

    @SuppressWarnings("unchecked") // whether it can compare the elements is seen when they are added
    static @Nullable Comparator<Object> readComparator(CodecKryo kryo) throws Exception {
        return (Comparator<Object>) kryo.readNullable(Comparator.class);
    }

    @SuppressWarnings("JdkObsolete") // what was sent as one arrives as one
    private static Collection<Object> create(int tag, int count, @Nullable Comparator<Object> comparator) {
        return switch (tag) {
            case MessageDescriptor.ARRAY_LIST -> new ArrayList<>(count);
            case MessageDescriptor.LINKED_LIST -> new LinkedList<>();
            case MessageDescriptor.ARRAY_DEQUE -> new ArrayDeque<>(count);
            case MessageDescriptor.HASH_SET -> new HashSet<>(Mappings.capacity(count));
            case MessageDescriptor.LINKED_HASH_SET -> new LinkedHashSet<>(Mappings.capacity(count));
            case MessageDescriptor.TREE_SET -> new TreeSet<>(comparator);
            case MessageDescriptor.PRIORITY_QUEUE -> new PriorityQueue<>(Math.max(1, count), comparator);
            case MessageDescriptor.CONCURRENT_QUEUE -> new ConcurrentLinkedQueue<>();
            case MessageDescriptor.CONCURRENT_DEQUE -> new ConcurrentLinkedDeque<>();
            case MessageDescriptor.SKIP_LIST_SET -> new ConcurrentSkipListSet<>(comparator);
            case MessageDescriptor.VECTOR -> new Vector<>(count);
            case MessageDescriptor.STACK -> new Stack<>();
            default -> throw new Damage("unknown tag " + tag);
        };
    }

    /** {@code Stream.toList} makes the only immutable list that may hold nulls. */
    private static List<?> immutableList(@Nullable Object[] elements) {
        for (Object element : elements) {
            if (element == null) {
                return Arrays.stream(elements).toList();
            }
        }
        return List.of(nonNull(elements));
    }

    private static Object[] nonNull(@Nullable Object[] elements) {
        for (Object element : elements) {
            Objects.requireNonNull(element, "element");
        }
        @SuppressWarnings("NullAway") // just checked
        Object[] checked = elements;
        return checked;
    }
}
