package io.multiproc.core.spawn;

import io.multiproc.core.current.MachineMemory;
import io.multiproc.core.current.Processors;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large the heaps of children may be that work side by side, so that all fit into memory. A JVM by itself takes up to a
 * quarter of it.
 */
final class HeapShare {

    /** What a child's JVM has besides its heap: code, classes, stacks. */
    private static final long BESIDES_HEAP = 64L << 20;

    private static final long LEAST = 64L << 20;
    private static final int JVMS_OWN_PART = 4;

    private static final List<String> CHOOSE_HEAP = List.of("-Xmx", "-XX:MaxHeapSize=", "-XX:MaxRAM");

    /** A JVM whose heap is to begin with more than it may become does not start. */
    private static final Pattern BEGINS_WITH =
            Pattern.compile("(?:-Xms|-XX:InitialHeapSize=|-XX:MinHeapSize=)(\\d{1,15})([kKmMgGtT]?)");

    private HeapShare() {}

    /**
     * The option for one child of that many; null if the JVM's own choice is small enough, or the program has chosen.
     *
     * @param options all others
     */
    static @Nullable String option(int siblings, List<String> options) {
        if (siblings == 0 || options.stream().anyMatch(HeapShare::choosesHeap)) {
            return null;
        }
        long memory = MachineMemory.bytes().orElse(0);
        long bytes = of(memory, Runtime.getRuntime().maxMemory(), Math.max(siblings, Processors.usable()));
        return bytes == 0 || options.stream().anyMatch(option -> beginsWith(option) > bytes)
                ? null
                : "-Xmx" + (bytes >> 20) + "m";
    }

    /** With how many bytes a heap begins, if that is what the option says; else 0. */
    private static double beginsWith(String option) {
        Matcher size = BEGINS_WITH.matcher(option);
        if (!size.matches()) {
            return 0;
        }
        double unit = switch (size.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            case "t" -> 1L << 40;
            default -> 1;
        };
        return Double.parseDouble(size.group(1)) * unit;
    }

    private static boolean choosesHeap(String option) {
        return CHOOSE_HEAP.stream().anyMatch(option::startsWith);
    }

    /**
     * In bytes, whole MiB; 0 if the JVM's own choice is small enough.
     *
     * @param memory all there is; 0 if that is not known
     * @param parentHeap what the parent's heap may become
     */
    static long of(long memory, long parentHeap, int siblings) {
        long forChildren = memory - parentHeap - (siblings + 1) * BESIDES_HEAP;
        long share = Math.max(LEAST, forChildren / siblings);
        return memory == 0 || share >= memory / JVMS_OWN_PART ? 0 : share >> 20 << 20;
    }
}
