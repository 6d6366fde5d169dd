package io.multiproc.pool;

import java.io.Serializable;

/**
 * Which item of its map a failed task was and where it ran, as a {@link TaskFailedException} carries it.
 *
 * @param item number of the item among all of its map, from 0 on; negative if it was none
 * @param worker name of the worker process
 * @param pid process id of the worker
 */
public record TaskPlace(int item, String worker, long pid) implements Serializable {

    /** In place of an item: it was a single call, or no task. */
    public static final int NO_ITEM = -1;
}
