package io.multiproc.core.sync;

import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.ipc.rundir.ProcessIdentity;
import io.multiproc.sync.SyncSnapshot;
import io.multiproc.sync.SyncSnapshot.Holding;
import io.multiproc.sync.SyncSnapshot.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the segments who has which lock and who waits for what. */
final class SyncInspection {

    private static final String MAIN = "main";

    /** The number of the main thread: JDKs from 24 on keep the first two for themselves. */
    private static final int MAIN_NUMBER = Runtime.version().feature() >= 24 ? 3 : 1;

    private final ProcessNames processes;
    private final Map<Actor, String> threads = new HashMap<>();
    private final Map<Actor, Wish> wishes = new LinkedHashMap<>();
    private final List<Waiting> waits = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();

    private SyncInspection(ProcessNames processes) {
        this.processes = processes;
    }

    /** A thread of a process, the same in all segments, and not one of a later process of its number. */
    private record Actor(ProcessIdentity process, int thread) {}

    /** A lock that a thread waits for. */
    private record Wish(String lock, Actor holder, Sighting seen) {

        private boolean isStill() {
            return seen.equals(Sighting.of(seen.segment, seen.cell, seen.object));
        }
    }

    /** What was read of a wait and of its lock, at different moments: who waits since when, and who has the lock. */
    private record Sighting(Segment segment, int cell, int object, long waiter, long since, int word, long holder) {

        static Sighting of(Segment segment, int cell, int object) {
            WaitCells cells = segment.cells();
            return new Sighting(
                    segment,
                    cell,
                    object,
                    cells.mark(cell),
                    cells.since(cell),
                    cells.object(cell),
                    SyncInspection.holder(segment, object));
        }
    }

    /** Of all segments that this process has mapped, and of those of its whole program that can be read. */
    static SyncSnapshot now() {
        return of(ProgramSegments.withMapped(), false);
    }

    static SyncSnapshot of(List<Segment> segments, boolean withIds) {
        SyncInspection inspection = new SyncInspection(new ProcessNames(segments, withIds));
        segments.forEach(inspection::readWaits);
        segments.forEach(inspection::readLocks);
        return new SyncSnapshot(inspection.holdings, inspection.waits, inspection.deadlocks());
    }

    private void readWaits(Segment segment) {
        WaitCells cells = segment.cells();
        for (int cell = cells.next(-1); cell >= 0; cell = cells.next(cell)) {
            long mark = cells.mark(cell);
            int object = segment.objectAt(cells.object(cell));
            if (mark != 0 && object >= 0 && segment.isAlive(mark)) {
                Actor actor = actor(segment, mark);
                threads.put(actor, cells.threadName(cell));
                waits.add(new Waiting(name(actor), name(segment, object), Instant.ofEpochMilli(cells.since(cell))));
                Sighting seen = Sighting.of(segment, cell, object);
                if (seen.holder != 0 && seen.waiter == mark && segment.objectAt(seen.word) == object) {
                    wishes.put(actor, new Wish(name(segment, object), actor(segment, seen.holder), seen));
                }
            }
        }
    }

    private void readLocks(Segment segment) {
        for (int object = segment.nextObject(-1); object >= 0; object = segment.nextObject(object)) {
            for (long holder : holders(segment, object)) {
                if (holder != 0) {
                    String state = segment.isAlive(holder) ? "" : ", which is dead";
                    holdings.add(new Holding(name(segment, object), name(actor(segment, holder)) + state));
                }
            }
        }
    }

    /** Who has the object, or how much of it; 0 for nobody. */
    private static long[] holders(Segment segment, int object) {
        return Kind.of(segment.kind(object)) == Kind.RETURNING_SEMAPHORE
                ? SegmentPermits.holders(segment, object)
                : new long[] {holder(segment, object)};
    }

    /** The mark of who has the object, if that is a lock and somebody has it; else 0. */
    private static long holder(Segment segment, int object) {
        return Kind.of(segment.kind(object)).isLock() ? LockWord.holder(segment, object) : 0;
    }

    /**
     * Each cycle once, from the thread that was found first; if nothing of it has changed since: else nobody is stuck.
     */
    private List<String> deadlocks() {
        List<String> found = new ArrayList<>();
        Set<Actor> told = new LinkedHashSet<>();
        for (Actor actor : wishes.keySet()) {
            Set<Actor> chain = new LinkedHashSet<>();
            Actor last = follow(actor, chain);
            if (actor.equals(last) && !told.contains(actor)) {
                told.addAll(chain);
                if (chain.stream().allMatch(each -> wish(each).isStill())) {
                    found.add(sentence(chain));
                }
            }
        }
        return found;
    }

    /** Who is waited for in the end: one who does not wait, or the first that comes again. */
    private Actor follow(Actor actor, Set<Actor> chain) {
        Actor current = actor;
        while (chain.add(current)) {
            Wish wish = wishes.get(current);
            if (wish == null) {
                return current;
            }
            current = wish.holder();
        }
        return current;
    }

    private String sentence(Set<Actor> cycle) {
        StringBuilder text = new StringBuilder();
        for (Actor actor : cycle) {
            Wish wish = wish(actor);
            text.append(text.isEmpty() ? name(actor) + " waits for " : ", which waits for ")
                    .append(wish.lock())
                    .append(" held by ")
                    .append(name(wish.holder()));
        }
        return text.toString();
    }

    private Wish wish(Actor actor) {
        @Nullable Wish wish = wishes.get(actor);
        if (wish == null) {
            throw new IllegalStateException("not in a cycle: " + actor);
        }
        return wish;
    }

    private String name(Segment segment, int object) {
        return Kind.of(segment.kind(object)).text() + "-" + segment.number(object) + " of "
                + processes.of(segment.owner());
    }

    /** With its thread, unless that is the main one: by name if it waits, else by number, as in a thread dump. */
    private String name(Actor actor) {
        String thread = threads.getOrDefault(actor, actor.thread() == MAIN_NUMBER ? MAIN : "#" + actor.thread());
        String process = processes.of(actor.process());
        return thread.equals(MAIN) || processes.isName(thread, actor.process()) ? process : process + "|" + thread;
    }

    private static Actor actor(Segment segment, long mark) {
        return new Actor(segment.process(mark).orElse(ProcessNames.UNKNOWN), Segment.thread(mark));
    }
}
