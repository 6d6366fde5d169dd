package io.multiproc.ipc.codec.kryo;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.BlockingQueue;

/** Tags of JDK classes; by name, since a class constant would load the class. */
final class JdkTags {

    private JdkTags() {}

    /** The tag of an array class that has one of its own, or 0. */
    static int ofArray(Class<?> type) {
        return switch (type.getName()) {
            case "[B" -> MessageDescriptor.BYTES;
            case "[Z" -> MessageDescriptor.BOOLEANS;
            case "[C" -> MessageDescriptor.CHARS;
            case "[S" -> MessageDescriptor.SHORTS;
            case "[I" -> MessageDescriptor.INTS;
            case "[J" -> MessageDescriptor.LONGS;
            case "[F" -> MessageDescriptor.FLOATS;
            case "[D" -> MessageDescriptor.DOUBLES;
            case "[Ljava.lang.Object;" -> MessageDescriptor.OBJECTS;
            default -> 0;
        };
    }

    /** The tag of exactly this class, or 0. */
    static int of(Class<?> type) {
        String name = type.getName();
        if (name.startsWith("java.util.concurrent.")) {
            return ofConcurrent(name);
        }
        if (name.startsWith("java.util.")) {
            return ofUtil(name);
        }
        return name.startsWith("java.time.") ? ofTime(name) : ofOther(name);
    }

    private static int ofUtil(String name) {
        return switch (name) {
            case "java.util.ArrayList" -> MessageDescriptor.ARRAY_LIST;
            case "java.util.Arrays$ArrayList" -> MessageDescriptor.ARRAYS_AS_LIST;
            case "java.util.LinkedList", "java.util.LinkedList$ReverseOrderLinkedListView" ->
                MessageDescriptor.LINKED_LIST;
            case "java.util.ArrayDeque" -> MessageDescriptor.ARRAY_DEQUE;
            case "java.util.HashSet" -> MessageDescriptor.HASH_SET;
            case "java.util.LinkedHashSet" -> MessageDescriptor.LINKED_HASH_SET;
            case "java.util.TreeSet" -> MessageDescriptor.TREE_SET;
            case "java.util.PriorityQueue" -> MessageDescriptor.PRIORITY_QUEUE;
            case "java.util.Vector" -> MessageDescriptor.VECTOR;
            case "java.util.Stack" -> MessageDescriptor.STACK;
            case "java.util.ImmutableCollections$List12", "java.util.ImmutableCollections$ListN" ->
                MessageDescriptor.IMMUTABLE_LIST;
            case "java.util.ImmutableCollections$Set12", "java.util.ImmutableCollections$SetN" ->
                MessageDescriptor.IMMUTABLE_SET;
            case "java.util.ImmutableCollections$Map1", "java.util.ImmutableCollections$MapN" ->
                MessageDescriptor.IMMUTABLE_MAP;
            case "java.util.HashMap" -> MessageDescriptor.HASH_MAP;
            case "java.util.LinkedHashMap" -> MessageDescriptor.LINKED_HASH_MAP;
            case "java.util.TreeMap" -> MessageDescriptor.TREE_MAP;
            case "java.util.WeakHashMap" -> MessageDescriptor.WEAK_HASH_MAP;
            case "java.util.IdentityHashMap" -> MessageDescriptor.IDENTITY_HASH_MAP;
            case "java.util.Hashtable" -> MessageDescriptor.HASHTABLE;
            case "java.util.Optional" -> MessageDescriptor.OPTIONAL;
            case "java.util.OptionalInt" -> MessageDescriptor.OPTIONAL_INT;
            case "java.util.OptionalLong" -> MessageDescriptor.OPTIONAL_LONG;
            case "java.util.OptionalDouble" -> MessageDescriptor.OPTIONAL_DOUBLE;
            case "java.util.Collections$CopiesList" -> MessageDescriptor.COPIES;
            case "java.util.KeyValueHolder" -> MessageDescriptor.ENTRY;
            case "java.util.AbstractMap$SimpleEntry" -> MessageDescriptor.SIMPLE_ENTRY;
            case "java.util.Date" -> MessageDescriptor.DATE;
            case "java.util.UUID" -> MessageDescriptor.UUID;
            default -> 0;
        };
    }

    private static int ofConcurrent(String name) {
        return switch (name) {
            case "java.util.concurrent.CopyOnWriteArrayList" -> MessageDescriptor.COPY_ON_WRITE_LIST;
            case "java.util.concurrent.ConcurrentLinkedQueue" -> MessageDescriptor.CONCURRENT_QUEUE;
            case "java.util.concurrent.ConcurrentLinkedDeque" -> MessageDescriptor.CONCURRENT_DEQUE;
            case "java.util.concurrent.ConcurrentSkipListSet" -> MessageDescriptor.SKIP_LIST_SET;
            case "java.util.concurrent.ConcurrentSkipListMap" -> MessageDescriptor.SKIP_LIST_MAP;
            case "java.util.concurrent.ConcurrentHashMap" -> MessageDescriptor.CONCURRENT_HASH_MAP;
            case "java.util.concurrent.atomic.AtomicReference" -> MessageDescriptor.ATOMIC_REFERENCE;
            case "java.util.concurrent.atomic.AtomicInteger" -> MessageDescriptor.ATOMIC_INTEGER;
            case "java.util.concurrent.atomic.AtomicLong" -> MessageDescriptor.ATOMIC_LONG;
            case "java.util.concurrent.atomic.AtomicBoolean" -> MessageDescriptor.ATOMIC_BOOLEAN;
            default -> 0;
        };
    }

    private static int ofTime(String name) {
        return switch (name) {
            case "java.time.Instant" -> MessageDescriptor.INSTANT;
            case "java.time.Duration" -> MessageDescriptor.DURATION;
            case "java.time.LocalDate" -> MessageDescriptor.LOCAL_DATE;
            case "java.time.LocalTime" -> MessageDescriptor.LOCAL_TIME;
            case "java.time.LocalDateTime" -> MessageDescriptor.LOCAL_DATE_TIME;
            case "java.time.ZoneOffset", "java.time.ZoneRegion" -> MessageDescriptor.ZONE;
            case "java.time.ZonedDateTime" -> MessageDescriptor.ZONED_DATE_TIME;
            case "java.time.OffsetDateTime" -> MessageDescriptor.OFFSET_DATE_TIME;
            default -> 0;
        };
    }

    private static int ofOther(String name) {
        return switch (name) {
            case "java.math.BigInteger" -> MessageDescriptor.BIG_INTEGER;
            case "java.math.BigDecimal" -> MessageDescriptor.BIG_DECIMAL;
            case "java.net.URI" -> MessageDescriptor.URI;
            case "java.lang.Class" -> MessageDescriptor.CLASS;
            case "java.io.File" -> MessageDescriptor.FILE;
            case "java.lang.StringBuilder" -> MessageDescriptor.STRING_BUILDER;
            case "java.lang.StringBuffer" -> MessageDescriptor.STRING_BUFFER;
            case "java.nio.HeapByteBuffer", "java.nio.HeapByteBufferR" -> MessageDescriptor.HEAP_BUFFER;
            default -> 0;
        };
    }

    /**
     * The tag for a JDK class that is not Serializable, by what it implements, or 0: views of collections arrive as
     * collections of their own.
     */
    static int ofKind(Class<?> type) {
        if (Path.class.isAssignableFrom(type)) {
            return MessageDescriptor.PATH;
        }
        if (Charset.class.isAssignableFrom(type)) {
            return MessageDescriptor.CHARSET;
        }
        if (Map.class.isAssignableFrom(type)) {
            return SortedMap.class.isAssignableFrom(type)
                    ? MessageDescriptor.TREE_MAP
                    : MessageDescriptor.LINKED_HASH_MAP;
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return MessageDescriptor.SIMPLE_ENTRY;
        }
        return Collection.class.isAssignableFrom(type) ? ofCollection(type) : 0;
    }

    private static int ofCollection(Class<?> type) {
        if (SortedSet.class.isAssignableFrom(type)) {
            return MessageDescriptor.TREE_SET;
        }
        if (Set.class.isAssignableFrom(type)) {
            return MessageDescriptor.LINKED_HASH_SET;
        }
        if (BlockingQueue.class.isAssignableFrom(type)) {
            return 0; // no view, and no other class waits as it does
        }
        return Queue.class.isAssignableFrom(type) ? MessageDescriptor.LINKED_LIST : MessageDescriptor.ARRAY_LIST;
    }
}
