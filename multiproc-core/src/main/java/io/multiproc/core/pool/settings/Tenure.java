package io.multiproc.core.pool.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long workers stay that are well: when they are replaced, or leave.
 *
 * @param tasks number of tasks after which a worker is replaced, or 0
 * @param age at which a worker is replaced, or null
 * @param residentBytes memory at which a worker is replaced, or 0
 * @param heapBytes heap in use after a collection at which a worker is replaced, or 0
 * @param idle how long a worker may have nothing to do, or null
 * @param idleMinimum how many stay anyway
 */
public record Tenure(
        int tasks,
        @Nullable Duration age,
        long residentBytes,
        long heapBytes,
        @Nullable Duration idle,
        int idleMinimum) {

    public static final Tenure NONE = new Tenure(0, null, 0, 0, null, 0);

    /** Whether anybody has to look at the workers from time to time. */
    public boolean needsLooks() {
        return age != null || residentBytes > 0 || heapBytes > 0 || idle != null;
    }

    /** For workers that share the memory of this process. */
    public Tenure withoutMemory() {
        return new Tenure(tasks, age, 0, 0, idle, idleMinimum);
    }

    public Tenure withTasks(int most) {
        return new Tenure(most, age, residentBytes, heapBytes, idle, idleMinimum);
    }

    public Tenure withAge(Duration most) {
        return new Tenure(tasks, most, residentBytes, heapBytes, idle, idleMinimum);
    }

    public Tenure withResidentBytes(long most) {
        return new Tenure(tasks, age, most, heapBytes, idle, idleMinimum);
    }

    public Tenure withHeapBytes(long most) {
        return new Tenure(tasks, age, residentBytes, most, idle, idleMinimum);
    }

    public Tenure withIdle(Duration most, int minimum) {
        return new Tenure(tasks, age, residentBytes, heapBytes, most, minimum);
    }
}
