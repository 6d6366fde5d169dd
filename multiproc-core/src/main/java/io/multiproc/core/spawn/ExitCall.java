package io.multiproc.core.spawn;

import io.multiproc.core.current.LiveThreads;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who has called {@code System.exit}: asked by a shutdown hook, while that call waits for it. */
final class ExitCall {

    private static final int MOST_FRAMES = 32;

    /** Waits for the last thread of the program, and then ends the JVM. */
    private static final String LAST_THREAD = "DestroyJavaVM";

    /** The JDK's own, in every JVM, and not in the JVM's own group; it runs nothing of the program's. */
    private static final String CLEANER = "Common-Cleaner";

    private ExitCall() {}

    /** Whether it is what ends this JVM; else its last thread has ended. Looks at a stack only if there is a doubt. */
    static boolean isMade() {
        Thread last = null;
        boolean others = false;
        for (Thread thread : LiveThreads.all()) {
            if (thread.getName().equals(LAST_THREAD)) {
                last = thread;
            } else if (isPrograms(thread)) {
                others = true;
            }
        }
        return last == null || (others && !runsHooks(last.getStackTrace()));
    }

    /** Neither the JVM's nor ours. */
    private static boolean isPrograms(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null
                && (group.getParent() != null || !thread.isDaemon())
                && !thread.getName().equals(CLEANER)
                && !thread.getName().startsWith("multiproc-");
    }

    private static boolean runsHooks(StackTraceElement[] frames) {
        return LiveThreads.find(frames, "java.lang.ApplicationShutdownHooks", "runHooks") >= 0;
    }

    /** The stack from the call on, as one prints it; null if no thread has called it. */
    static @Nullable String stack() {
        String waiting = null;
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] frames = thread.getValue();
            int call = LiveThreads.find(frames, "java.lang.Runtime", "exit");
            if (call >= 0) {
                String text = text(thread.getKey(), frames, call);
                if (runsHooks(frames)) {
                    return text; // any other one comes too late, and only waits
                }
                waiting = text;
            }
        }
        return waiting;
    }

    private static String text(Thread thread, StackTraceElement[] frames, int from) {
        String more = frames.length - from > MOST_FRAMES ? "\n\t..." : "";
        return "thread \"" + thread.getName() + "\"\n"
                + Arrays.stream(frames)
                        .skip(from)
                        .limit(MOST_FRAMES)
                        .map(ExitCall::text)
                        .collect(Collectors.joining("\n"))
                + more;
    }

    /** Without the names of loaders and modules. */
    private static String text(StackTraceElement frame) {
        return "\tat " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
