package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.ProcessException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Small shared objects: those of this process, in segments in its run directory, and those of others that came here.
 *
 * <p>Each process allocates in segments of its own, so its books are plain Java and no other process's death can damage
 * them. A segment is mapped once in each process that has an object of it. May be used by any thread.
 */
public final class SharedHeap {

    /** The largest object, in words. */
    public static final int MOST_WORDS = 16 * SegmentDescriptor.UNIT_WORDS - 1;

    private static final String SEGMENT_PREFIX = "objects-";

    private static final SharedHeap LOCAL = new SharedHeap();

    private final Map<Path, WeakReference<Segment>> mapped = new HashMap<>();
    private final List<Segment> own = new ArrayList<>();
    private final Map<Integer, Deque<Place>> free = new HashMap<>();
    private final ReferenceQueue<Slot> garbage = new ReferenceQueue<>();
    private final Set<Keep> kept = new HashSet<>();
    private int nextWord = SegmentDescriptor.WORDS;
    private int segments;
    private long objects;

    private SharedHeap() {}

    /** This process's. */
    public static SharedHeap local() {
        return LOCAL;
    }

    /**
     * A new place for an object, all zeros.
     *
     * @param words 1 to {@link #MOST_WORDS}
     * @param kind 0 to 127, for those who ask what there is
     * @throws ProcessException if there is no memory left for a segment
     */
    public synchronized Slot allocate(int words, int kind) {
        if (words < 1 || words > MOST_WORDS) {
            throw new IllegalArgumentException("words must be between 1 and " + MOST_WORDS + ": words=" + words);
        }
        takeGarbage();
        int units = words / SegmentDescriptor.UNIT_WORDS + 1; // one word of them is the generation
        Deque<Place> again = free.get(units);
        Place place = again == null || again.isEmpty() ? fresh(units) : again.pop();
        Keep keep = new Keep(place, units);
        long header = Segment.header(kind, ++objects);
        Slot slot = new Slot(place.segment, place.word, header, keep);
        place.segment.memory().setVolatile(place.word, header);
        place.segment.mark(place.word, true);
        keep.watch(slot);
        return slot;
    }

    /**
     * The place that a reference names.
     *
     * @throws UncheckedIOException if it is not there any more, since the process that made it has ended
     */
    public Slot attach(SlotReference reference) {
        Segment segment = segment(Path.of(reference.file()));
        int word = reference.word();
        if (word < SegmentDescriptor.FIRST_OBJECT
                || word >= SegmentDescriptor.WORDS
                || segment.memory().getVolatile(word) != reference.header()) {
            throw new IllegalStateException("there is no such shared object (any more): " + reference);
        }
        return new Slot(segment, word, reference.header(), new Keep(new Place(segment, word), 0));
    }

    /** The segments that are mapped here, own ones and those of others. */
    public synchronized List<Segment> segments() {
        List<Segment> all = new ArrayList<>();
        for (WeakReference<Segment> each : mapped.values()) {
            Segment segment = each.get();
            if (segment != null) {
                all.add(segment);
            }
        }
        return all;
    }

    /**
     * Maps the segments in the run directory of another process, for who only looks; none if it is just removed. One
     * that cannot be mapped, since it is just being made for instance, does not keep the others from being seen.
     *
     * @param known those that need not be mapped again
     * @param unreadable is given what cannot be read, and why
     */
    public static List<Segment> readAll(Path runDirectory, Set<Path> known, BiConsumer<Path, Exception> unreadable) {
        List<Segment> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(runDirectory, SEGMENT_PREFIX + "*")) {
            for (Path file : files) {
                if (!known.contains(file)) {
                    read(file, all, unreadable);
                }
            }
        } catch (NoSuchFileException e) {
            logEnd(runDirectory);
        } catch (IOException | DirectoryIteratorException e) {
            unreadable.accept(runDirectory, e);
        }
        return all;
    }

    private static void read(Path file, List<Segment> all, BiConsumer<Path, Exception> unreadable) {
        try {
            all.add(Segment.open(file));
        } catch (NoSuchFileException e) {
            logEnd(file);
        } catch (IOException | RuntimeException e) {
            unreadable.accept(file, e);
        }
    }

    private static void logEnd(Path gone) {
        System.getLogger(SharedHeap.class.getName()).log(Level.DEBUG, "the process ends: {0}", gone);
    }

    private synchronized Segment segment(Path path) {
        WeakReference<Segment> known = mapped.get(path);
        Segment segment = known == null ? null : known.get();
        if (segment == null) {
            segment = open(path);
            mapped.values().removeIf(each -> each.get() == null);
            mapped.put(path, new WeakReference<>(segment));
        }
        return segment;
    }

    private static Segment open(Path path) {
        try {
            return Segment.open(path);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "a shared object is gone: the process that made it has ended (it lives as long as that process): "
                            + path,
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the segment of a shared object: " + path, e);
        }
    }

    private Place fresh(int units) {
        if (nextWord + units * SegmentDescriptor.UNIT_WORDS > SegmentDescriptor.WORDS) {
            Path path = RunDirectory.local().path().resolve(SEGMENT_PREFIX + ++segments);
            own.add(create(path));
            mapped.put(path, new WeakReference<>(own.get(own.size() - 1)));
            nextWord = SegmentDescriptor.FIRST_OBJECT;
        }
        Place place = new Place(own.get(own.size() - 1), nextWord);
        nextWord += units * SegmentDescriptor.UNIT_WORDS;
        return place;
    }

    private static Segment create(Path path) {
        try {
            return Segment.create(path);
        } catch (IOException e) {
            throw new ProcessException(
                    "cannot make a segment for shared objects: " + path + ": " + e.getMessage()
                            + " (free some memory there, or choose another directory with -Dmultiproc.dir=DIR)",
                    e);
        }
    }

    private void takeGarbage() {
        for (Object next = garbage.poll(); next != null; next = garbage.poll()) {
            ((Garbage) next).keep.free(this);
        }
    }

    /** Where an object may be. */
    private record Place(Segment segment, int word) {}

    /** What keeps a place from being used again. */
    static final class Keep {

        private final Place place;
        private final int units;
        private @Nullable Garbage watch;
        private volatile boolean forever;

        private Keep(Place place, int units) {
            this.place = place;
            this.units = units;
        }

        void forever() {
            forever = true;
        }

        private void watch(Slot slot) {
            watch = new Garbage(slot, this);
            LOCAL.kept.add(this);
        }

        private void free(SharedHeap heap) {
            Objects.requireNonNull(watch, "watch");
            heap.kept.remove(this);
            if (!forever) {
                MappedSegment memory = place.segment.memory();
                place.segment.mark(place.word, false);
                for (int i = 0; i < units * SegmentDescriptor.UNIT_WORDS; i++) {
                    memory.setVolatile(place.word + i, 0);
                }
                heap.free.computeIfAbsent(units, key -> new ArrayDeque<>()).push(place);
            }
        }
    }

    /** Of a slot that nobody in this process uses any more. */
    private static final class Garbage extends PhantomReference<Slot> {

        private final Keep keep;

        Garbage(Slot slot, Keep keep) {
            super(slot, LOCAL.garbage);
            this.keep = keep;
        }
    }
}
