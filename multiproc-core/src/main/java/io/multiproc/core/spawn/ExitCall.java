package io.multiproc.core.spawn;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who has called {@code System.exit}: asked by a shutdown hook, while that call waits for it. */
final class ExitCall {

    private static final int MOST_FRAMES = 32;

    private ExitCall() {}

    /** The stack from the call on, as one prints it; null if no thread has called it. */
    static @Nullable String stack() {
        String waiting = null;
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] frames = thread.getValue();
            int call = find(frames, "java.lang.Runtime", "exit");
            if (call >= 0) {
                String text = text(thread.getKey(), frames, call);
                if (find(frames, "java.lang.ApplicationShutdownHooks", "runHooks") >= 0) {
                    return text; // any other one comes too late, and only waits
                }
                waiting = text;
            }
        }
        return waiting;
    }

    private static int find(StackTraceElement[] frames, String type, String method) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().equals(type)
                    && frames[i].getMethodName().equals(method)) {
                return i;
            }
        }
        return -1;
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
