package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.setForkserverPreload;
import static io.multiproc.Multiprocessing.syncSnapshot;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.SyncSnapshot;
import io.multiproc.testkit.programs.Programs;
import java.util.List;

/** A program whose main class makes a lock when it is loaded, as it is in its child. */
final class LockAtLoad {

    private static final ProcessLock LOCK = lock();

    private LockAtLoad() {}

    public static void main(String[] arguments) throws Exception {
        StartMethod method = StartMethod.valueOf(arguments[0]);
        forceStartMethod(method);
        if (method == StartMethod.FORKSERVER) {
            setForkserverPreload(List.of(LockAtLoad.class.getName()));
            ForkserverStarter.sparesStandBy().get();
        }
        ChildProcess child = process(LockAtLoad::use);
        child.start();
        child.join();
        ForkserverStarter.dropSpares();
        use();
        if (arguments.length > 1) {
            ProcessQueue<Integer> queue = queue();
            queue.put(1);
            System.out.println("stays");
            Programs.sleepForever();
        }
    }

    /** Also in a process that had no name yet when it made its lock. */
    static void use() throws InterruptedException {
        LOCK.acquire();
        SyncSnapshot snapshot = syncSnapshot();
        LOCK.release();
        String self = currentProcess().name() + "( \\(pid \\d+\\))?"; // the test's process may have its name too
        boolean known = snapshot.holdings().stream()
                .anyMatch(holding -> holding.toString().matches("ProcessLock-\\d+ of " + self + " is held by " + self));
        System.out.println(known ? "ok" : "not held by " + self + ": " + snapshot);
    }
}
