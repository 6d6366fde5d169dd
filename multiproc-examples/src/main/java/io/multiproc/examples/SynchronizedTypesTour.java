package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.managers.ManagedNamespace;
import io.multiproc.managers.ManagedValue;
import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.sync.Hold;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessLock;
import java.util.ArrayList;
import java.util.List;

/**
 * A lock, a barrier, a value, a namespace and a queue of one manager, used by three processes: Python's tour of the
 * synchronized types.
 */
public final class SynchronizedTypesTour {

    private static final int WORKERS = 3;
    private static final int ROUNDS = 10;

    private SynchronizedTypesTour() {}

    @SuppressWarnings("try") // the hold is there to be closed
    static void work(ProcessLock lock, ProcessBarrier barrier, ManagedValue<Integer> value, JoinableQueue<String> queue)
            throws Exception {
        barrier.await(); // all begin together
        for (int i = 0; i < ROUNDS; i++) {
            try (Hold held = lock.hold()) {
                value.set(value.get() + 1);
            }
        }
        queue.put("done");
    }

    public static void main(String[] args) throws InterruptedException {
        try (Manager manager = manager()) {
            ProcessLock lock = manager.lock();
            ProcessBarrier barrier = manager.barrier(WORKERS);
            ManagedValue<Integer> value = manager.value(0);
            JoinableQueue<String> queue = manager.queue();
            ManagedNamespace namespace = manager.namespace();
            List<ChildProcess> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(process(SynchronizedTypesTour::work, lock, barrier, value, queue));
            }
            for (ChildProcess worker : workers) {
                worker.start();
            }
            for (int i = 0; i < WORKERS; i++) {
                queue.get();
                queue.taskDone();
            }
            for (ChildProcess worker : workers) {
                worker.join();
            }
            namespace.set("workers", WORKERS);
            namespace.set("increments", value.get());
            System.out.println(namespace);
            System.out.println("queue empty: " + queue.isEmpty() + ", lock free: " + !lock.isLocked());
        }
    }
}
