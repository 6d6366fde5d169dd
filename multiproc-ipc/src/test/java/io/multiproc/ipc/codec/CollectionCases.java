package io.multiproc.ipc.codec;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Collections, maps and the views and wrappers of them. */
final class CollectionCases {

    private static final List<Integer> INTS = IntStream.range(-500, 500).boxed().toList();

    private static final Function<String, Integer> LENGTH = (Function<String, Integer> & Serializable) String::length;

    private CollectionCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        mutable(cases);
        packed(cases);
        immutable(cases);
        queues(cases);
        maps(cases);
        wrappers(cases);
        views(cases);
        if (Runtime.version().feature() >= 21) {
            sequencedViews(cases);
        }
        return cases;
    }

    private static void mutable(List<Case> cases) {
        List<Object> content = Arrays.asList(1, "two", null, List.of(3));
        add(cases, new ArrayList<>(content), new LinkedList<>(content), Arrays.asList(1, null), new HashSet<>(content));
        add(cases, new LinkedHashSet<>(content), new Vector<>(content), new ArrayList<>(), new HashSet<>());
        add(cases, new CopyOnWriteArrayList<>(content), new CopyOnWriteArraySet<>(content), Arrays.asList("a", "b"));
        Stack<Object> stack = new Stack<>();
        stack.push(1);
        add(cases, stack, new TreeSet<>(List.of(3, 1, 2)), new ConcurrentSkipListSet<>(List.of(2, 1)));
        Set<String> reversed = new TreeSet<>(Comparator.reverseOrder());
        reversed.addAll(List.of("a", "b"));
        cases.add(Case.of("TreeSet reversed", reversed, List::copyOf));
        Set<String> byLength =
                new ConcurrentSkipListSet<>(Comparator.comparing(LENGTH).reversed());
        byLength.addAll(List.of("a", "bbb", "cc"));
        cases.add(Case.of("ConcurrentSkipListSet by a lambda", byLength, List::copyOf));
        add(cases, EnumSet.of(DayOfWeek.MONDAY), EnumSet.noneOf(DayOfWeek.class), EnumSet.allOf(Shade.class));
    }

    private static void packed(List<Case> cases) {
        List<Long> longs = Arrays.asList(1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
        List<Double> doubles = Arrays.asList(1.0, -0.0, Double.NaN, 4.0);
        List<String> strings = Arrays.asList("a", "", "\u20ac", "\ud800");
        for (List<?> elements : List.of(INTS, longs, doubles, strings, Arrays.asList(1, 70_000, -70_000, 3))) {
            add(cases, new ArrayList<>(elements), List.copyOf(elements), Arrays.asList(elements.toArray()));
            add(cases, new LinkedList<>(elements), new HashSet<>(elements), Set.copyOf(elements));
        }
        add(cases, new ArrayList<>(Arrays.asList(1, 2, 3, 4L)), new ArrayList<>(Arrays.asList("a", "b", "c", null)));
        add(cases, new ArrayList<>(Arrays.asList(-128, 127, 0, 1)), new ArrayList<>(Arrays.asList(-129, 0, 0, 0)));
        add(cases, new ArrayList<>(Arrays.asList(32767, -32768, 0, 1)), new ArrayList<>(Arrays.asList(32768, 0, 0, 0)));
    }

    private static void immutable(List<Case> cases) {
        add(cases, List.of(), List.of(1), List.of(1, 2), List.of(1, "b", 3L), Set.of(), Set.of("a"), Set.of(1, 2, 3));
        add(cases, Stream.of(1, null, "c").toList(), Stream.of().toList(), Map.of(), Map.of("a", 1));
        add(cases, Map.of(1, "x", 2, "y", 3, "z"), Map.entry("k", "v"), new AbstractMap.SimpleEntry<>("k", null));
        add(cases, new AbstractMap.SimpleImmutableEntry<>(1, 2));
    }

    private static void queues(List<Case> cases) {
        List<Integer> content = List.of(3, 1, 2);
        List<Queue<Integer>> queues = List.of(
                new ArrayDeque<>(content),
                new PriorityQueue<>(content),
                new ConcurrentLinkedQueue<>(content),
                new ConcurrentLinkedDeque<>(content),
                new LinkedBlockingQueue<>(content),
                new LinkedBlockingDeque<>(content),
                new LinkedTransferQueue<>(content),
                new PriorityBlockingQueue<>(content),
                new ArrayBlockingQueue<>(5, true, content),
                new ArrayDeque<>(),
                new PriorityQueue<>());
        for (Queue<Integer> queue : queues) {
            cases.add(Case.of(queue.getClass().getSimpleName() + " " + queue, queue, List::copyOf));
        }
        PriorityQueue<String> ordered =
                new PriorityQueue<>(Comparator.comparing(LENGTH).thenComparing(Comparator.naturalOrder()));
        ordered.addAll(List.of("ccc", "b", "aa"));
        cases.add(Case.of("PriorityQueue with a comparator", ordered, queue -> drained(new PriorityQueue<>(queue))));
    }

    private static List<Object> drained(Queue<String> queue) {
        List<Object> elements = new ArrayList<>();
        while (!queue.isEmpty()) {
            elements.add(queue.remove());
        }
        return elements;
    }

    private static void maps(List<Case> cases) {
        Map<Object, Object> content = new LinkedHashMap<>();
        content.put("b", 1);
        content.put("a", List.of(2));
        content.put("c", null);
        Map<Object, Object> full = Map.of("x", 1, "y", "z");
        add(
                cases,
                new HashMap<>(content),
                content,
                new WeakHashMap<>(content),
                new TreeMap<>(content),
                new HashMap<>());
        add(cases, new ConcurrentHashMap<>(full), new ConcurrentSkipListMap<>(full), new Hashtable<>(full));
        Map<DayOfWeek, Object> byDay = new EnumMap<>(DayOfWeek.class);
        add(cases, new EnumMap<>(byDay), new EnumMap<>(Map.of(Shade.DARK, content)));
        Map<Object, Object> nullKey = new HashMap<>();
        nullKey.put(null, "none");
        add(cases, nullKey);
        Properties properties = new Properties();
        properties.setProperty("k", "v");
        add(cases, properties);
        cases.add(Case.of("LinkedHashMap order", content, map -> List.copyOf(map.keySet())));
        LinkedHashMap<Integer, Integer> byAccess = new LinkedHashMap<>(16, 0.75f, true);
        byAccess.putAll(Map.of(1, 1, 2, 2, 3, 3));
        cases.add(Case.of("LinkedHashMap in access order", byAccess, map -> {
            Map<Integer, Integer> copy = castClone(map);
            copy.get(1);
            copy.get(3);
            return List.copyOf(copy.keySet()).subList(1, 3);
        }));
        cases.add(Case.of("empty LinkedHashMap in access order", new LinkedHashMap<>(16, 0.75f, true), map -> {
            Map<Integer, Integer> copy = castClone(map);
            copy.put(1, 1);
            copy.put(2, 2);
            copy.get(1);
            return List.copyOf(copy.keySet());
        }));
        Map<String, Integer> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(Map.of("a", 1, "b", 2));
        cases.add(Case.of("TreeMap reversed", reversed, map -> List.copyOf(map.entrySet())));
        Map<Object, Object> byIdentity = new IdentityHashMap<>();
        byIdentity.put(new int[] {1}, "x");
        cases.add(Case.of("IdentityHashMap", byIdentity, map -> List.copyOf(map.values())));
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, Integer> castClone(LinkedHashMap<?, ?> map) {
        return (Map<Integer, Integer>) map.clone();
    }

    private static void wrappers(List<Case> cases) {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
        Set<Integer> set = new TreeSet<>(list);
        add(
                cases,
                Collections.unmodifiableList(list),
                Collections.unmodifiableMap(map),
                Collections.unmodifiableSet(set));
        add(
                cases,
                Collections.synchronizedList(list),
                Collections.synchronizedMap(map),
                Collections.synchronizedSet(set));
        add(
                cases,
                Collections.checkedList(list, Integer.class),
                Collections.checkedMap(map, String.class, Integer.class));
        add(
                cases,
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.singletonList(1));
        add(cases, Collections.singleton(null), Collections.singletonMap("a", null), Collections.nCopies(100_000, "x"));
        add(cases, Collections.reverseOrder(), Comparator.naturalOrder(), Collections.newSetFromMap(new HashMap<>()));
        Collection<Integer> hidden = Collections.unmodifiableCollection(list);
        cases.add(Case.of("unmodifiableCollection", hidden, List::copyOf));
        Set<String> keys = ConcurrentHashMap.newKeySet();
        keys.add("a");
        add(cases, keys, Collections.unmodifiableSortedSet(new TreeSet<>(list)));
        add(cases, Collections.unmodifiableList(new ArrayList<>(List.of(new Things.Point(1, 2)))));
    }

    private static void views(List<Case> cases) {
        List<Integer> list = new ArrayList<>(INTS);
        Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3));
        cases.add(Case.copied("ArrayList.subList", list.subList(3, 9)));
        cases.add(Case.copied("List.of.subList", List.of(1, 2, 3).subList(1, 2)));
        cases.add(Case.copied("Arrays.asList.subList", Arrays.asList(1, 2, 3).subList(1, 2)));
        cases.add(Case.copied("TreeMap.keySet", map.keySet()));
        cases.add(Case.copied("HashMap.keySet", new HashMap<>(map).keySet()));
        cases.add(Case.copied("HashMap.values", new HashMap<>(map).values(), HashSet::new));
        cases.add(Case.copied("HashMap.entrySet", new HashMap<>(map).entrySet()));
        cases.add(Case.copied(
                "HashMap entry",
                new HashMap<>(Map.of(1, 2)).entrySet().iterator().next()));
        cases.add(Case.copied("Map.of.keySet", Map.of(1, 2).keySet()));
        cases.add(Case.copied("TreeMap.subMap", new TreeMap<>(map).subMap("a", "c")));
        cases.add(
                Case.copied("TreeMap.descendingMap", new TreeMap<>(map).descendingMap(), m -> List.copyOf(m.keySet())));
        cases.add(Case.copied("TreeSet.headSet", new TreeSet<>(INTS).headSet(0)));
        cases.add(Case.copied("LinkedHashMap.values", new LinkedHashMap<>(map).values(), List::copyOf));
        cases.add(Case.copied("ConcurrentHashMap.values", new ConcurrentHashMap<>(map).values(), HashSet::new));
        cases.add(Case.copied(
                "unmodifiableMap.entrySet", Collections.unmodifiableMap(map).entrySet(), HashSet::new));
        cases.add(Case.copied(
                "synchronizedMap.keySet", Collections.synchronizedMap(map).keySet(), HashSet::new));
        cases.add(Case.copied("EnumMap.keySet", new EnumMap<>(Map.of(Shade.DARK, 1)).keySet()));
        cases.add(Case.copied(
                "Collections.asLifoQueue", Collections.asLifoQueue(new ArrayDeque<>(List.of(1, 2))), List::copyOf));
    }

    /** Of JDK 21 and later, hence by reflection. */
    private static void sequencedViews(List<Case> cases) {
        List<Integer> content = List.of(3, 1, 2);
        Map<Integer, String> map = new LinkedHashMap<>(Map.of(1, "a", 2, "b"));
        List<Object> originals = List.of(
                new ArrayDeque<>(content),
                new ConcurrentLinkedDeque<>(content),
                new LinkedBlockingDeque<>(content),
                new LinkedList<>(content),
                new ArrayList<>(content),
                new LinkedHashSet<>(content),
                new TreeSet<>(content),
                new TreeMap<>(map),
                map);
        for (Object original : originals) {
            addView(cases, original, "reversed");
        }
        addView(cases, map, "sequencedKeySet");
        addView(cases, map, "sequencedValues");
        addView(cases, map, "sequencedEntrySet");
    }

    private static void addView(List<Case> cases, Object original, String method) {
        try {
            Object view = original.getClass().getMethod(method).invoke(original);
            String name = original.getClass().getSimpleName() + "." + method;
            cases.add(Case.copied(name, view, CollectionCases::kindAndOrder));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Fields of these types must be able to hold what arrives. */
    private static List<Object> kindAndOrder(Object view) {
        List<?> elements =
                view instanceof Map<?, ?> map ? List.copyOf(map.entrySet()) : List.copyOf((Collection<?>) view);
        return List.of(view instanceof Deque, view instanceof Set, elements);
    }

    private static void add(List<Case> cases, Object... values) {
        for (Object value : values) {
            String text = value.toString();
            String name = value.getClass().getSimpleName() + " " + text.substring(0, Math.min(30, text.length()));
            cases.add(Case.of(name, value));
        }
    }

    /** An enum whose constants are classes of their own. */
    enum Shade {
        LIGHT {
            @Override
            int depth() {
                return 1;
            }
        },
        DARK {
            @Override
            int depth() {
                return 2;
            }
        };

        abstract int depth();
    }
}
