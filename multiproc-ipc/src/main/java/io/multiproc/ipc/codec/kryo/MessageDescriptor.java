package io.multiproc.ipc.codec.kryo;

/**
 * The numbers on the wire.
 *
 * <pre>
 * message = value, nothing after it; as Kryo writes class and object, with references
 *
 *         +---------+------------+--------------+-----------------------------+
 * value = | tag + 2 | descriptor | number       | what the serializer writes  |
 *         +---------+------------+--------------+-----------------------------+
 *           0: null   of class     if tracked     not after a reference
 *           1: described            1: new object
 *           2 to 10: Kryo's own     n + 2: the object that began as number n
 *
 *              +---------------------------+  +------------------------------------------+
 * descriptor = | number, counted in message |, if new: | length | kind | name, hash of what it declares |
 *              +---------------------------+  +------------------------------------------+
 * </pre>
 */
final class MessageDescriptor {

    /** The class has no tag but a descriptor; Kryo writes names in its place. */
    static final int DESCRIBED = -1;

    /** From here to {@link #TRACKED_LAST}, objects are numbered so that they can be referred to. */
    static final int TRACKED_FIRST = 24;

    static final int BYTES = 24;
    static final int BOOLEANS = 25;
    static final int CHARS = 26;
    static final int SHORTS = 27;
    static final int INTS = 28;
    static final int LONGS = 29;
    static final int FLOATS = 30;
    static final int DOUBLES = 31;
    static final int ARRAY_LAST = 31;

    static final int OBJECTS = 32;
    static final int ARRAY_LIST = 33;
    static final int ARRAYS_AS_LIST = 34;
    static final int LINKED_LIST = 35;
    static final int ARRAY_DEQUE = 36;
    static final int HASH_SET = 37;
    static final int LINKED_HASH_SET = 38;
    static final int TREE_SET = 39;
    static final int PRIORITY_QUEUE = 40;
    static final int COPY_ON_WRITE_LIST = 41;
    static final int CONCURRENT_QUEUE = 43;
    static final int CONCURRENT_DEQUE = 44;
    static final int SKIP_LIST_SET = 45;
    static final int VECTOR = 47;
    static final int STACK = 48;
    static final int IMMUTABLE_LIST = 49;
    static final int IMMUTABLE_SET = 50;
    static final int SEQUENCE_LAST = 50;

    static final int HASH_MAP = 51;
    static final int LINKED_HASH_MAP = 52;
    static final int TREE_MAP = 54;
    static final int CONCURRENT_HASH_MAP = 55;
    static final int SKIP_LIST_MAP = 56;
    static final int WEAK_HASH_MAP = 57;
    static final int IDENTITY_HASH_MAP = 58;
    static final int HASHTABLE = 59;
    static final int IMMUTABLE_MAP = 60;
    static final int MAPPING_LAST = 60;

    static final int OPTIONAL = 61;
    static final int ENTRY = 62;
    static final int SIMPLE_ENTRY = 63;
    static final int ATOMIC_REFERENCE = 64;
    static final int ATOMIC_INTEGER = 65;
    static final int ATOMIC_LONG = 66;
    static final int ATOMIC_BOOLEAN = 67;
    static final int HEAP_BUFFER = 68;
    static final int DATE = 69;
    static final int REPLACED = 70;
    static final int PROXY = 71;
    static final int STRING_BUILDER = 72;
    static final int STRING_BUFFER = 73;
    static final int COPIES = 74;
    static final int HOLDER_LAST = 74;

    static final int JAVA = 75;
    static final int LAMBDA = 76;
    static final int TRACKED_LAST = 79;

    static final int BIG_INTEGER = 80;
    static final int BIG_DECIMAL = 81;
    static final int UUID = 82;
    static final int OPTIONAL_INT = 83;
    static final int OPTIONAL_LONG = 84;
    static final int OPTIONAL_DOUBLE = 85;
    static final int CHARSET = 86;
    static final int PATH = 87;
    static final int URI = 88;
    static final int FILE = 89;
    static final int CLASS = 90;
    static final int INSTANT = 91;
    static final int DURATION = 92;
    static final int LOCAL_DATE = 93;
    static final int LOCAL_TIME = 94;
    static final int LOCAL_DATE_TIME = 95;
    static final int ZONE = 96;
    static final int ZONED_DATE_TIME = 97;
    static final int OFFSET_DATE_TIME = 98;
    static final int VALUE_LAST = 98;
    static final int TAGS = 99;

    /** More classes than this are forgotten, so that a codec does not keep every class alive that it ever met. */
    static final int MOST_CLASSES = 2048;

    static final int KIND_FIELDS = 1;
    static final int KIND_RECORD = 2;
    static final int KIND_ENUM = 3;
    static final int KIND_ARRAY = 4;
    static final int KIND_LAMBDA = 5;
    static final int KIND_REDUCED = 6;

    private MessageDescriptor() {}

    /** Whether objects with this tag are numbered. */
    static boolean isTracked(int tag) {
        return tag >= TRACKED_FIRST && tag <= TRACKED_LAST;
    }

    /** Whether the receiver can make the object only after its parts, so that no part may refer to it. */
    static boolean isMadeLast(int tag) {
        return switch (tag) {
            case IMMUTABLE_LIST, IMMUTABLE_SET, IMMUTABLE_MAP, OPTIONAL, ENTRY, SIMPLE_ENTRY -> true;
            case REPLACED, PROXY, COPIES, JAVA, LAMBDA -> true;
            case COPY_ON_WRITE_LIST -> true;
            default -> false;
        };
    }
}
