package io.multiproc.core.faults;

import static io.multiproc.core.faults.HeldBack.EITHER;
import static io.multiproc.core.faults.HeldBack.LOST;
import static io.multiproc.core.faults.HeldBack.WRITTEN;
import static io.multiproc.core.faults.Words.onErrors;
import static io.multiproc.core.faults.Words.onOutput;

import io.multiproc.ipc.proc.ProcessStatus;
import io.multiproc.process.ExitException;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The ways in which a process ends. */
enum Ending {
    RETURN(0, WRITTEN, Words.NONE, Programs::returnNormally),
    RETURN_WITH_A_THREAD_AT_WORK(0, WRITTEN, Words.NONE, Ending::returnWithAThreadAtWork),
    UNCAUGHT_EXCEPTION(
            1,
            WRITTEN,
            onErrors("Process NAME:\njava.lang.ArithmeticException: / by zero\n\tat .*Programs.throwArithmetic.*"),
            Programs::throwArithmetic),
    UNCAUGHT_EXCEPTION_ELSEWHERE(
            0,
            WRITTEN,
            onErrors("Exception in thread \"elsewhere\" java.lang.ArithmeticException: / by zero\n\tat .*"),
            () -> new Thread(Programs::throwArithmetic, "elsewhere").start()),
    STACK_OVERFLOW(
            1,
            WRITTEN,
            onErrors("Process NAME:\njava.lang.StackOverflowError\n\tat .*Programs.depth.*"),
            Programs::overflowStack),
    EXIT_EXCEPTION(7, WRITTEN, Words.NONE, () -> {
        throw new ExitException(7);
    }),
    EXIT_EXCEPTION_WITH_A_TEXT(1, WRITTEN, onErrors("no more work\n"), () -> {
        throw new ExitException("no more work");
    }),
    SYSTEM_EXIT(3, WRITTEN, Words.NONE, () -> Programs.exitWith(3)),
    SYSTEM_EXIT_143(143, WRITTEN, Words.NONE, () -> Programs.exitWith(143)),
    SYSTEM_EXIT_ELSEWHERE(5, WRITTEN, Words.NONE, () -> {
        new Thread(() -> Programs.exitWith(5)).start();
        Programs.sleepForever();
    }),
    HALT(6, LOST, Words.NONE, () -> Programs.haltWith(6)),
    /** No signal has that number. */
    HALT_255(255, LOST, Words.NONE, () -> Programs.haltWith(255)),
    /** Hooks run side by side. */
    HALT_IN_A_SHUTDOWN_HOOK(8, EITHER, Words.NONE, () -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Programs.haltWith(8)));
        Programs.exitWith(3);
    }),
    HEAP_EXHAUSTED(
            3,
            LOST,
            onOutput("Terminating due to java.lang.OutOfMemoryError: Java heap space\n"),
            Programs::exhaustHeap),
    HEAP_EXHAUSTED_AT_ONCE(
            3, LOST, onOutput("Terminating due to java.lang.OutOfMemoryError: .*\n"), Programs::exhaustHeapAtOnce),

    SIGHUP(Signalled.ENDS, 1),
    SIGINT(Signalled.ENDS, 2),
    SIGTERM(Signalled.ENDS, 15),

    SIGILL(Signalled.CRASHES, 4),
    SIGBUS(Signalled.CRASHES, 7),
    SIGFPE(Signalled.CRASHES, 8),
    SIGSEGV(Signalled.CRASHES, 11),

    SIGTRAP(Signalled.DIES, 5),
    SIGABRT(Signalled.DIES, 6),
    SIGKILL(Signalled.DIES, 9),
    SIGUSR1(Signalled.DIES, 10),
    SIGALRM(Signalled.DIES, 14),
    SIGSTKFLT(Signalled.DIES, 16),
    SIGXCPU(Signalled.DIES, 24),
    SIGVTALRM(Signalled.DIES, 26),
    SIGPROF(Signalled.DIES, 27),
    SIGIO(Signalled.DIES, 29),
    SIGPWR(Signalled.DIES, 30),
    SIGSYS(Signalled.DIES, 31),
    SIGRTMIN(Signalled.DIES, 34),
    SIGRTMAX(Signalled.DIES, 64),

    SIGSTOP_THEN_SIGKILL(-9, LOST, Words.NONE, () -> Programs.signalSelf(19, 9)),
    /** SIGPIPE, SIGCHLD, SIGCONT, SIGURG, SIGXFSZ and SIGWINCH. */
    SIGNALS_THAT_END_NOTHING(0, WRITTEN, Words.NONE, () -> Programs.signalSelf(13, 17, 18, 23, 25, 28)),
    SIGQUIT(0, WRITTEN, onOutput(".*Full thread dump .*"), Ending::dumpThreads),
    /** HotSpot's own; it warns of it if the thread that the kernel chooses is none of Java's. */
    SIGUSR2(0, WRITTEN, onOutput("(.*stray SR signal.*)?"), () -> Programs.signalSelf(12));

    /** What each writes before it ends. */
    static final String BEFORE = "<before the end>";

    private static final String CRASHED = "#\n# A fatal error has been detected by the Java Runtime Environment:\n";

    /** The first JVM that survives a SIGUSR2 from others; before, that depends on the thread (JDK-8288556). */
    private static final int FIRST_WITH_SIGUSR2 = 20;

    /** Those that end what is not called by its signal, or not by that one. */
    private static final Map<Integer, String> SIGNALS = Map.of(-6, "SIGABRT", -9, "SIGKILL");

    private final int exitCode;
    private final HeldBack heldBack;
    private final Words words;
    private final Act act;
    private final List<Kind> kinds;

    Ending(int exitCode, HeldBack heldBack, Words words, Act act) {
        this.exitCode = exitCode;
        this.heldBack = heldBack;
        this.words = words;
        this.act = act;
        this.kinds = List.of(Kind.values());
    }

    Ending(Signalled end, int signal) {
        this.exitCode = end == Signalled.CRASHES ? -6 : -signal;
        this.heldBack = end == Signalled.ENDS ? WRITTEN : LOST;
        this.words = end == Signalled.CRASHES ? onOutput(CRASHED + "#\n#  " + name() + " .*") : Words.NONE;
        this.act = () -> Programs.killSelf(signal);
        this.kinds = switch (signal) {
            case 1, 2, 6, 9, 11, 15 -> List.of(Kind.values());
            default ->
                List.of(Kind.values()[signal % Kind.values().length]); // they are many, and all like one of those
        };
    }

    /** Those whose outcome does not depend on luck in this JVM, nor on who has started it with a signal ignored. */
    static List<Ending> certain() {
        return Stream.of(values())
                .filter(ending -> ending != SIGUSR2 || Runtime.version().feature() >= FIRST_WITH_SIGUSR2)
                .filter(ending -> ending != SIGHUP || !isIgnored(1))
                .toList();
    }

    /** As {@code nohup} has it; children inherit that. */
    private static boolean isIgnored(int signal) {
        try {
            return ProcessStatus.hasSignal(Files.readString(Path.of("/proc/self/status")), "SigIgn", signal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process that calls it. */
    void happen() throws Exception {
        for (char c : BEFORE.toCharArray()) {
            System.out.write(c); // the one way to write that the stream holds back
        }
        act.happen();
    }

    int exitCode() {
        return exitCode;
    }

    /** The exit code, or the signal, as the parent says it. */
    String inWords() {
        return exitCode >= 0
                ? "exit code " + exitCode
                : "signal " + -exitCode + " (" + SIGNALS.getOrDefault(exitCode, name()) + ")";
    }

    /** The kinds of processes of which it is tried. */
    List<Kind> kinds() {
        return kinds;
    }

    HeldBack heldBack() {
        return heldBack;
    }

    Words words() {
        return words;
    }

    /** Whether the JVM reports a crash. */
    boolean isCrash() {
        return words.output().startsWith(CRASHED);
    }

    /** Whether it ends a thread that plays a process in the same way, and nothing else. */
    boolean isOneOfThreads() {
        return switch (this) {
            case RETURN,
                    RETURN_WITH_A_THREAD_AT_WORK,
                    UNCAUGHT_EXCEPTION,
                    STACK_OVERFLOW,
                    EXIT_EXCEPTION,
                    EXIT_EXCEPTION_WITH_A_TEXT -> true;
            default -> false;
        };
    }

    private static void returnWithAThreadAtWork() {
        Thread main = Thread.currentThread();
        CountDownLatch returned = new CountDownLatch(1);
        new Thread(() -> {
                    while (main.isAlive()) {
                        Thread.onSpinWait();
                    }
                    returned.countDown();
                })
                .start();
    }

    private static void dumpThreads() throws IOException, InterruptedException {
        int before = OwnOutput.size();
        Programs.signalSelf(3);
        OwnOutput.await("Full thread dump", before);
    }

    /** What a process does at last. */
    @FunctionalInterface
    private interface Act {

        void happen() throws Exception;
    }

    /** What a JVM does when a signal comes. */
    private enum Signalled {
        /** As by {@code System.exit}, with its hooks. */
        ENDS,
        /** It does not notice. */
        DIES,
        /** It writes a report, and ends itself with SIGABRT. */
        CRASHES
    }
}
