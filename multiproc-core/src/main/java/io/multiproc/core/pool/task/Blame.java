package io.multiproc.core.pool.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which workers have died under which item of a task. Guarded by the dispatcher's lock. */
final class Blame {

    private final Map<Integer, List<LastMoments>> deaths = new HashMap<>();

    /** One more worker has died under the item; all that have, in order. */
    List<LastMoments> add(int item, LastMoments worker) {
        List<LastMoments> all = deaths.computeIfAbsent(item, first -> new ArrayList<>());
        all.add(worker);
        return List.copyOf(all);
    }
}
