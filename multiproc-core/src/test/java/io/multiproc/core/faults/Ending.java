package io.multiproc.core.faults;

import io.multiproc.process.ExitException;
import io.multiproc.testkit.programs.Programs;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The ways in which a process ends. */
enum Ending {
    RETURN(0, "exit code 0") {
        @Override
        void happen() {
            Programs.returnNormally();
        }
    },
    RETURN_WITH_A_THREAD_AT_WORK(0, "exit code 0") {
        @Override
        void happen() {
            CountDownLatch returned = new CountDownLatch(1);
            Thread main = Thread.currentThread();
            new Thread(() -> {
                        while (main.isAlive()) {
                            Thread.onSpinWait();
                        }
                        returned.countDown();
                    })
                    .start();
        }
    },
    UNCAUGHT_EXCEPTION(1, "exit code 1") {
        @Override
        void happen() {
            Programs.throwArithmetic();
        }
    },
    STACK_OVERFLOW(1, "exit code 1") {
        @Override
        void happen() {
            Programs.overflowStack();
        }
    },
    EXIT_EXCEPTION(7, "exit code 7") {
        @Override
        void happen() {
            throw new ExitException(7);
        }
    },
    SYSTEM_EXIT(3, "exit code 3") {
        @Override
        void happen() {
            Programs.exitWith(3);
        }
    },
    SYSTEM_EXIT_143(143, "exit code 143") {
        @Override
        void happen() {
            Programs.exitWith(143);
        }
    },
    SYSTEM_EXIT_ELSEWHERE(5, "exit code 5") {
        @Override
        void happen() throws Exception {
            new Thread(() -> Programs.exitWith(5)).start();
            Programs.sleepForever();
        }
    },
    HALT(6, "exit code 6") {
        @Override
        void happen() {
            Programs.haltWith(6);
        }
    },
    /** No signal has that number. */
    HALT_255(255, "exit code 255") {
        @Override
        void happen() {
            Programs.haltWith(255);
        }
    },
    HEAP_EXHAUSTED(3, "exit code 3", "-Xmx24m") {
        @Override
        void happen() {
            Programs.exhaustHeap();
        }
    },
    SIGHUP(-1, "signal 1 (SIGHUP)") {
        @Override
        void happen() throws Exception {
            Programs.killSelf(1);
        }
    },
    SIGINT(-2, "signal 2 (SIGINT)") {
        @Override
        void happen() throws Exception {
            Programs.killSelf(2);
        }
    },
    SIGKILL(-9, "signal 9 (SIGKILL)") {
        @Override
        void happen() throws Exception {
            Programs.killSelf(9);
        }
    },
    SIGTERM(-15, "signal 15 (SIGTERM)") {
        @Override
        void happen() throws Exception {
            Programs.killSelf(15);
        }
    },
    SIGALRM(-14, "signal 14 (SIGALRM)") {
        @Override
        void happen() throws Exception {
            Programs.killSelf(14);
        }
    },
    /** HotSpot writes its report and then ends itself with SIGABRT. */
    NATIVE_CRASH(-6, "signal 6 (SIGABRT)") {
        @Override
        void happen() throws Exception {
            Programs.killSelf(11);
        }
    };

    private final int exitCode;
    private final String words;
    private final List<String> jvmOptions;

    Ending(int exitCode, String words, String... jvmOptions) {
        this.exitCode = exitCode;
        this.words = words;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** Ends the process that calls it. */
    abstract void happen() throws Exception;

    int exitCode() {
        return exitCode;
    }

    String words() {
        return words;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    /** Whether it needs options that no spare has: its own, or one that tells where the report of a crash goes. */
    boolean hasJvmOfItsOwn() {
        return this == NATIVE_CRASH || !jvmOptions.isEmpty();
    }

    /** Whether it ends a thread that plays a process in the same way, and nothing else. */
    boolean isOneOfThreads() {
        return switch (this) {
            case RETURN, RETURN_WITH_A_THREAD_AT_WORK, UNCAUGHT_EXCEPTION, STACK_OVERFLOW, EXIT_EXCEPTION -> true;
            default -> false;
        };
    }
}
