package io.multiproc.examples.demo;

import io.multiproc.examples.BarrierRounds;
import io.multiproc.examples.CustomManager;
import io.multiproc.examples.DaemonAndNonDaemon;
import io.multiproc.examples.ForkTour;
import io.multiproc.examples.ImageThumbnails;
import io.multiproc.examples.ListenerClient;
import io.multiproc.examples.LockPrinting;
import io.multiproc.examples.ManagerDictAndList;
import io.multiproc.examples.ManagerList;
import io.multiproc.examples.PipeHello;
import io.multiproc.examples.PoolAllCalls;
import io.multiproc.examples.PoolCrash;
import io.multiproc.examples.PoolDeadline;
import io.multiproc.examples.PoolInitializer;
import io.multiproc.examples.PoolMap;
import io.multiproc.examples.PoolWithProgress;
import io.multiproc.examples.ProcessSubclass;
import io.multiproc.examples.ProducersConsumers;
import io.multiproc.examples.QueueHello;
import io.multiproc.examples.RemoteManager;
import io.multiproc.examples.RunProc;
import io.multiproc.examples.SharedArray;
import io.multiproc.examples.SharedCounter;
import io.multiproc.examples.SynchronizedTypesTour;
import io.multiproc.examples.TerminateAndExitCodes;
import io.multiproc.examples.WaitForAny;
import java.util.List;

/**
 * A program that {@code ./demo} runs by name.
 *
 * @param name its name on the command line
 * @param description what it shows, in one line
 * @param program its main method
 */
record Example(String name, String description, Program program) {

    /** The one place to add another to. */
    static final List<Example> ALL = List.of(
            new Example(
                    "fork-tour",
                    "what a program with os.fork becomes, and a child that cannot be created",
                    ForkTour::main),
            new Example("run-proc", "start one process with an argument and wait for it", RunProc::main),
            new Example(
                    "daemon-and-non-daemon",
                    "what becomes of processes at the end of the program: [SCALE], 0.1 is ten times faster",
                    DaemonAndNonDaemon::main),
            new Example("process-subclass", "a class of one's own that is a process", ProcessSubclass::main),
            new Example(
                    "terminate-and-exitcodes",
                    "a table of the ways to end and their exit codes",
                    TerminateAndExitCodes::main),
            new Example("wait-for-any", "wait for whichever of three processes ends next", WaitForAny::main),
            new Example("pipe-hello", "a worker sends through its end of a pipe, main receives", PipeHello::main),
            new Example(
                    "listener-client",
                    "two programs talk that did not start each other: [listen|connect [PORT [KEY]]]",
                    ListenerClient::main),
            new Example("pool-map", "the squares of 0 to 9, on four worker processes", PoolMap::main),
            new Example("pool-all-calls", "every way to call a function in a pool's workers", PoolAllCalls::main),
            new Example("pool-initializer", "workers prepare once what all their tasks need", PoolInitializer::main),
            new Example("pool-crash", "tasks that end their worker, and what the others notice", PoolCrash::main),
            new Example("pool-deadline", "tasks that hang are ended after two seconds", PoolDeadline::main),
            new Example("pool-progress", "a progress bar for a map", PoolWithProgress::main),
            new Example("queue-hello", "a worker puts a greeting into a queue, main gets it", QueueHello::main),
            new Example(
                    "producers-consumers",
                    "three producers, a queue of ten, two consumers, and a sum to check",
                    ProducersConsumers::main),
            new Example("lock-printing", "five workers print, one at a time", LockPrinting::main),
            new Example(
                    "shared-counter",
                    "four processes count to one number, without its lock and with it",
                    SharedCounter::main),
            new Example("barrier-rounds", "three workers go through rounds together", BarrierRounds::main),
            new Example(
                    "shared-array",
                    "two processes fill halves of one large array, which nobody copies",
                    SharedArray::main),
            new Example("manager-list", "several processes append to one list of a manager", ManagerList::main),
            new Example(
                    "manager-dict-and-list", "a child changes a map and a list of a manager", ManagerDictAndList::main),
            new Example(
                    "custom-manager", "a manager that keeps an object of the program's own type", CustomManager::main),
            new Example(
                    "remote-manager",
                    "one program serves its queue, others use it: [serve|put|get [PORT [KEY [TEXT]]]]",
                    RemoteManager::main),
            new Example(
                    "synchronized-types-tour",
                    "a lock, a barrier, a value, a namespace and a queue of one manager",
                    SynchronizedTypesTour::main),
            new Example(
                    "image-thumbnails",
                    "thumbnails of the pictures in a folder, into another: [DIR [OUT]]",
                    ImageThumbnails::main));

    /** A {@code main} method. */
    @FunctionalInterface
    interface Program {

        void run(String[] arguments) throws Exception;
    }
}
