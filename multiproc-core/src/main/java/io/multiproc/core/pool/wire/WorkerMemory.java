package io.multiproc.core.pool.wire;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.ring.FrameRing;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The memory that a pool and one of its workers share.
 *
 * @param board what has begun
 * @param tasks on their way to the worker
 * @param outcomes on their way to the pool
 */
public record WorkerMemory(TaskBoard board, FrameRing tasks, FrameRing outcomes) {

    /** Room for many small tasks; large ones gain nothing by it. */
    private static final int RING_BYTES = 16 * 1024;

    private static final int FIRST_RING = TaskBoard.WORDS;
    private static final int SECOND_RING = FIRST_RING + FrameRing.words(RING_BYTES);
    private static final int WORDS = SECOND_RING + FrameRing.words(RING_BYTES);

    /** The pool's side. */
    public static WorkerMemory create(Path file) throws IOException {
        WorkerMemory memory = of(MappedSegment.create(file, WORDS));
        memory.board().clear();
        return memory;
    }

    /** The worker's side. */
    public static WorkerMemory open(Path file) throws IOException {
        return of(MappedSegment.open(file));
    }

    private static WorkerMemory of(MappedSegment words) {
        return new WorkerMemory(
                new TaskBoard(words),
                new FrameRing(words, FIRST_RING, RING_BYTES),
                new FrameRing(words, SECOND_RING, RING_BYTES));
    }
}
