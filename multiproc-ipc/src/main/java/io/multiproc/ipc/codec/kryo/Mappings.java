package io.multiproc.ipc.codec.kryo;

import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Maps. */
final class Mappings extends MessageSerializer {

    private Mappings(int tag) {
        super(tag);
    }

    static MessageSerializer of(int tag) {
        return new Mappings(tag);
    }

    @Override
    void write(CodecKryo kryo, Object value) throws Exception {
        Map<?, ?> map = (Map<?, ?>) value;
        if (value instanceof SortedMap<?, ?> sorted && isSorted(tag)) {
            Sequences.writeComparator(kryo, sorted.comparator());
        } else if (tag == MessageDescriptor.LINKED_HASH_MAP) {
            kryo.out.writeBoolean(
                    value.getClass() == LinkedHashMap.class && isInAccessOrder((LinkedHashMap<?, ?>) value));
        }
        if (changesWhileRead(tag)) {
            writeEntries(kryo, map.entrySet().toArray());
        } else {
            writeEntries(kryo, map);
        }
    }

    private static void writeEntries(CodecKryo kryo, Map<?, ?> map) throws Exception {
        int size = map.size();
        kryo.out.writeCount(size);
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            writeEntry(kryo, entry.getKey(), entry.getValue(), index++);
        }
        if (index != size) {
            throw new ConcurrentModificationException("size " + size + ", but " + index + " entries");
        }
    }

    private static void writeEntries(CodecKryo kryo, Object[] entries) throws Exception {
        kryo.out.writeCount(entries.length);
        for (int i = 0; i < entries.length; i++) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries[i];
            writeEntry(kryo, entry.getKey(), entry.getValue(), i);
        }
    }

    private static void writeEntry(CodecKryo kryo, @Nullable Object key, @Nullable Object value, int index)
            throws Exception {
        try {
            kryo.write(key);
        } catch (Refusal refusal) {
            throw refusal.atKey(index);
        }
        try {
            kryo.write(value);
        } catch (Refusal refusal) {
            throw refusal.atValue(key, index);
        }
    }

    /** Nothing tells, so watch what a look-up does to a copy. */
    @SuppressWarnings("NonApiType") // only this class has an order, and a clone of it
    private static boolean isInAccessOrder(LinkedHashMap<?, ?> map) {
        @SuppressWarnings("unchecked") // a copy, for keys of any type
        Map<Object, Object> copy = (Map<Object, Object>) map.clone();
        if (copy.size() < 2) {
            copy.put("first", "");
            copy.put("second", "");
        }
        Object first = copy.keySet().iterator().next();
        copy.get(first);
        return copy.keySet().iterator().next() != first;
    }

    private static boolean isSorted(int tag) {
        return tag == MessageDescriptor.TREE_MAP || tag == MessageDescriptor.SKIP_LIST_MAP;
    }

    private static boolean changesWhileRead(int tag) {
        return switch (tag) {
            case MessageDescriptor.CONCURRENT_HASH_MAP,
                    MessageDescriptor.SKIP_LIST_MAP,
                    MessageDescriptor.WEAK_HASH_MAP,
                    MessageDescriptor.IDENTITY_HASH_MAP,
                    MessageDescriptor.HASHTABLE -> true;
            default -> false;
        };
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) throws Exception {
        if (tag == MessageDescriptor.IMMUTABLE_MAP) {
            return readImmutable(kryo);
        }
        Comparator<Object> comparator = isSorted(tag) ? Sequences.readComparator(kryo) : null;
        boolean accessOrder = tag == MessageDescriptor.LINKED_HASH_MAP && kryo.in.readBoolean();
        int count = kryo.in.readCount(2);
        Map<@Nullable Object, @Nullable Object> map = create(tag, count, comparator, accessOrder);
        kryo.reference(map);
        for (int i = 0; i < count; i++) {
            Object key = kryo.read();
            map.put(key, kryo.read());
        }
        return map;
    }

    private static Object readImmutable(CodecKryo kryo) throws Exception {
        int count = kryo.in.readCount(2);
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<Object, Object>[] entries = new Map.Entry[count];
        for (int i = 0; i < count; i++) {
            Object key = Objects.requireNonNull(kryo.read(), "key");
            entries[i] = Map.entry(key, Objects.requireNonNull(kryo.read(), "value"));
        }
        return Map.ofEntries(entries);
    }

    @SuppressWarnings("JdkObsolete") // what was sent as one arrives as one
    private static Map<@Nullable Object, @Nullable Object> create(
            int tag, int count, @Nullable Comparator<Object> comparator, boolean accessOrder) {
        return switch (tag) {
            case MessageDescriptor.HASH_MAP -> new HashMap<>(capacity(count));
            case MessageDescriptor.LINKED_HASH_MAP -> new LinkedHashMap<>(capacity(count), 0.75f, accessOrder);
            case MessageDescriptor.TREE_MAP -> new TreeMap<>(comparator);
            case MessageDescriptor.CONCURRENT_HASH_MAP -> new ConcurrentHashMap<>(count);
            case MessageDescriptor.SKIP_LIST_MAP -> new ConcurrentSkipListMap<>(comparator);
            case MessageDescriptor.WEAK_HASH_MAP -> new WeakHashMap<>(capacity(count));
            case MessageDescriptor.IDENTITY_HASH_MAP -> new IdentityHashMap<>(count);
            case MessageDescriptor.HASHTABLE -> new Hashtable<>(capacity(count));
            default -> throw new Damage("unknown tag " + tag);
        };
    }

    /** For a hash table that holds that many without growing. */
    static int capacity(int count) {
        return (int) Math.min(1 << 30, count * 4L / 3 + 1);
    }
}
