package io.multiproc.core.pool.remote;

import io.multiproc.ipc.frame.Frame;
import java.util.List;

/** Who hears what a worker tells. Called on the event loop, so briefly and without any of the program's code. */
public interface WorkerListener {

    /** It can take tasks. */
    void ready(Worker worker);

    /** It has answered, by its link. */
    void answered(Worker worker, List<Frame> answers);

    /** There are answers in its memory, and it will not knock again before they are taken. */
    void knocked(Worker worker);

    /** Where an item is that runs too long. */
    void told(Worker worker, byte[] stack);
}
