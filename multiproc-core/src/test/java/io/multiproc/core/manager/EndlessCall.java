package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.currentProcess;

import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.testkit.programs.Programs;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A call of each kind that does not end by itself: for tests in which somebody goes away under it. */
enum EndlessCall {
    GET {
        @Override
        void run(Things things) {
            while (true) {
                Integer unused = things.map().get("a");
            }
        }
    },
    ITERATE {
        @Override
        void run(Things things) {
            while (true) {
                things.map().keySet().iterator().forEachRemaining(key -> {});
            }
        }
    },
    TAKE {
        @Override
        void run(Things things) throws InterruptedException {
            Integer unused = things.empty().get();
        }
    },
    PUT {
        @Override
        void run(Things things) throws InterruptedException {
            things.full().put(2, LONG);
        }
    },
    LOCK {
        @Override
        void run(Things things) throws InterruptedException {
            boolean unused = things.lock().acquire(LONG);
        }
    },
    PERMIT {
        @Override
        void run(Things things) throws InterruptedException {
            things.semaphore().acquire();
        }
    },
    EVENT {
        @Override
        void run(Things things) throws InterruptedException {
            boolean unused = things.event().await(LONG);
        }
    },
    CONDITION {
        @Override
        void run(Things things) throws InterruptedException {
            things.condition().acquire();
            things.condition().awaitFor(() -> false);
        }
    },
    BARRIER {
        @Override
        void run(Things things) throws Exception {
            int unused = things.barrier().await();
        }
    },
    TASK {
        @Override
        void run(Things things) throws Exception {
            String unused = Objects.requireNonNull(things.pool()).apply(EndlessCall::sleepForever);
        }
    };

    private static final Duration LONG = Duration.ofSeconds(50);

    abstract void run(Things things) throws Exception;

    static String sleepForever() throws InterruptedException {
        Programs.sleepForever();
        return "awake";
    }

    /** What the calls need, of one manager whose types are those of {@link ManagedWatch}. */
    record Things(
            Map<String, Integer> map,
            JoinableQueue<Integer> empty,
            JoinableQueue<Integer> full,
            ProcessLock lock,
            ProcessSemaphore semaphore,
            ProcessEvent event,
            ProcessCondition condition,
            ProcessBarrier barrier,
            @Nullable ProcessPool pool,
            ManagedWatch watch)
            implements Serializable {

        /** The calling thread has the lock. */
        static Things of(Manager manager) throws InterruptedException {
            return of(manager, manager.pool(1));
        }

        /** For who may not send functions. */
        static Things withoutPool(Manager manager) throws InterruptedException {
            return of(manager, null);
        }

        private static Things of(Manager manager, @Nullable ProcessPool pool) throws InterruptedException {
            Things things = new Things(
                    manager.dict(Map.of("a", 1)),
                    manager.queue(),
                    manager.queue(1),
                    manager.lock(),
                    manager.semaphore(0),
                    manager.event(),
                    manager.condition(),
                    manager.barrier(1000),
                    pool,
                    manager.create(ManagedWatch.class));
            things.full().put(1);
            things.lock().acquire();
            return things;
        }

        /** The calls that can be made. */
        List<EndlessCall> calls() {
            return Stream.of(values())
                    .filter(call -> call != TASK || pool != null)
                    .toList();
        }

        /** Returns when so many wait in all calls but those that do not wait long. */
        void awaitWaiting(int callers) {
            for (Object each : List.of(empty, full, lock, semaphore, event, condition, barrier)) {
                awaitWaiting(each, callers);
            }
        }

        void awaitWaiting(Object where, int callers) {
            Awaitility.await().atMost(LONG).until(() -> watch.waiters(where) == callers);
        }
    }

    /** Makes all calls at the same time, and reports of each that it begins and how it ends. */
    static void inAll(Things things, ProcessQueue<String> reports) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (EndlessCall call : things.calls()) {
            Thread thread = new Thread(() -> call.report(things, reports), call.name());
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Takes the reports of a process that its calls begin. */
    static void awaitBegin(ProcessQueue<String> reports, Things things) throws InterruptedException {
        for (EndlessCall unused : things.calls()) {
            String report = reports.get(LONG);
            if (!report.startsWith("begin ")) {
                throw new AssertionError("ended too early: " + report);
            }
        }
    }

    private void report(Things things, ProcessQueue<String> reports) {
        String who = name() + " of " + currentProcess().name();
        try {
            reports.put("begin " + who);
            try {
                run(things);
                reports.put(who + ": returned");
            } catch (ManagerClosedException e) {
                reports.put(who + ": closed, " + e.getMessage());
            } catch (Exception e) {
                reports.put(who + ": " + e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
