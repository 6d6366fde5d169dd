package io.multiproc.core.child;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended, in Python's numbers.
 *
 * @param code 0 and above: the exit code; negative: the signal that ended it
 * @param announced whether the process said that it ends by itself, and did so: its main method returned or it called
 *     {@code System.exit}, and no signal ended it in the midst of that
 * @param crashReport the head of the JVM's report of a crash in native code, or null
 * @param exitStack the stack that called {@code System.exit}, or null
 * @param errorOutput the last lines of its standard error, if somebody has read them
 * @param kernelKills what the kernel counted while it ran, of one that was killed; null if nobody knows
 * @param refusal why this process killed it, of one whose words it could not take; or null
 */
public record ExitStatus(
        int code,
        boolean announced,
        @Nullable String crashReport,
        @Nullable String exitStack,
        List<String> errorOutput,
        KernelKills.@Nullable Change kernelKills,
        @Nullable String refusal) {

    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 64;
    /** Linux's that can end a process; what others mean that have no fixed name is up to programs. */
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(10, "SIGUSR1"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(12, "SIGUSR2"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(16, "SIGSTKFLT"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(26, "SIGVTALRM"),
            Map.entry(27, "SIGPROF"),
            Map.entry(29, "SIGIO"),
            Map.entry(30, "SIGPWR"),
            Map.entry(31, "SIGSYS"),
            Map.entry(34, "SIGRTMIN"),
            Map.entry(64, "SIGRTMAX"));

    /** Signals of a crash, as exit codes; HotSpot ends itself with SIGABRT when it has written its report. */
    private static final Set<Integer> CRASHES = Set.of(-4, -6, -7, -8, -11);

    /** SIGHUP, SIGINT and SIGTERM. */
    private static final Set<Integer> TOLD_TO_END = Set.of(-1, -2, -15);

    private static final int KILLED = -9;
    private static final int CRASHED_WITHOUT_CORE = 1;

    /** The end by Ctrl-C in a terminal. */
    private static final int INTERRUPT = -2;

    /** The exit code of a JVM that had no memory left and was told to exit then. */
    private static final int OUT_OF_MEMORY = 3;

    /** An end of which no more is known. */
    public ExitStatus(int code, boolean announced) {
        this(code, announced, null, null, List.of(), null, null);
    }

    /**
     * The status behind what the JDK reports, which gives 128 + n for signal n.
     */
    public static ExitStatus of(int exitValue, boolean announced) {
        return new ExitStatus(
                looksLikeSignal(exitValue) && !announced ? SIGNAL_BASE - exitValue : exitValue, announced);
    }

    /** Whether the JDK reports a signal so, if the process did not choose that number itself. */
    public static boolean looksLikeSignal(int exitValue) {
        return exitValue > SIGNAL_BASE && exitValue <= SIGNAL_BASE + LAST_SIGNAL;
    }

    /** Whether it had begun to end by itself. */
    public boolean isByItself() {
        return announced || exitStack != null;
    }

    /**
     * Whether the JVM may have written a report of a crash: it ended by a signal that a crash raises, or without a word
     * as one does that is to leave no core.
     */
    public boolean mayHaveCrashed() {
        return CRASHES.contains(code) || (code == CRASHED_WITHOUT_CORE && !announced);
    }

    /** Whether it crashed in native code. */
    public boolean hasCrashed() {
        return CRASHES.contains(code) || crashReport != null;
    }

    /**
     * Whether it ended by a signal with which people and systems tell programs to end, often several processes at a
     * time.
     */
    public boolean isToldToEnd() {
        return TOLD_TO_END.contains(code);
    }

    /** Whether an interrupt ended it, as Ctrl-C in a terminal sends it to all processes there. */
    public boolean isInterrupt() {
        return code == INTERRUPT;
    }

    /** The same end, with a report of the crash. */
    public ExitStatus withCrashReport(@Nullable String report) {
        return new ExitStatus(code, announced, report, exitStack, errorOutput, kernelKills, refusal);
    }

    /** The same end, with the last words of the process. */
    public ExitStatus withLastWords(@Nullable String stack, List<String> lines) {
        return new ExitStatus(code, announced, crashReport, stack, lines, kernelKills, refusal);
    }

    /** The same end, with what the kernel counted meanwhile. */
    public ExitStatus withKernelKills(KernelKills.@Nullable Change change) {
        return new ExitStatus(code, announced, crashReport, exitStack, errorOutput, change, refusal);
    }

    /** The same end, which this process has brought about for that reason. */
    public ExitStatus withRefusal(String reason) {
        return new ExitStatus(code, announced, crashReport, exitStack, errorOutput, kernelKills, reason);
    }

    /** Whether it was killed as the kernel does it, and by whomever else. */
    public boolean isKilled() {
        return code == KILLED;
    }

    /** Whether the kernel has killed it for want of memory, as far as can be told. */
    public boolean isKernelsKill() {
        return isKilled() && refusal == null && kernelKills != null && kernelKills.isRise();
    }

    /** In words: {@code exit code 3} or {@code signal 9 (SIGKILL)}. */
    public String inWords() {
        if (code >= 0) {
            return "exit code " + code;
        }
        String name = SIGNALS.get(-code);
        return "signal " + -code + (name == null ? "" : " (" + name + ")");
    }

    /** What often lies behind such an end, or nothing. */
    public String hint() {
        if (isByItself() && crashReport == null) {
            return " (the program called System.exit there"
                    + (announced ? "" : ", and was killed while its shutdown hooks ran")
                    + (exitStack == null ? ")" : ":\n" + exitStack + "\n)");
        }
        if (crashReport != null) {
            return " (a crash in native code; the JVM's report begins:\n" + crashReport + "\n)";
        }
        return switch (code) {
            case KILLED -> killedHint();
            case -4, -6, -7, -8, -11 -> " (a crash in native code: look for an hs_err_pid file)";
            case OUT_OF_MEMORY ->
                " (a JVM's exit code 3 means that its heap is exhausted: give it more with"
                        + " jvmOptions(\"-Xmx...\"); unless it was halted with 3, by Runtime.halt or native code)";
            default -> "";
        };
    }

    private String killedHint() {
        if (refusal != null) {
            return " (by its parent, which could not take what it sent: " + refusal + ")";
        }
        if (kernelKills == null) {
            return " (signal 9 often means that the machine ran out of memory: docs/troubleshooting.md#signal-9)";
        }
        String counter = "oom_kill in " + kernelKills.file();
        String rise = counter + " rose from " + kernelKills.before() + " to " + kernelKills.after() + " while it ran";
        String conclusion;
        if (kernelKills.isRise()) {
            conclusion = "the kernel killed it for want of memory: " + rise;
        } else if (kernelKills.isOthersRise()) {
            conclusion = "not by the kernel for want of memory: " + rise + ", for others";
        } else {
            conclusion =
                    "not by the kernel for want of memory: " + counter + " is " + kernelKills.after() + " as before";
        }
        return " (" + conclusion + ": docs/troubleshooting.md#signal-9)";
    }
}
