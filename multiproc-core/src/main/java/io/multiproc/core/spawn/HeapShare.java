package io.multiproc.core.spawn;

import io.multiproc.core.child.HeapOption;
import io.multiproc.core.child.JvmArguments;
import io.multiproc.core.current.MachineMemory;
import io.multiproc.core.current.Processors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How large the heaps of children may be that work side by side, so that all fit into memory. A JVM by itself takes up
 * to a quarter of it.
 */
final class HeapShare {

    /** What a child's JVM has besides its heap: code, classes, stacks. */
    private static final long BESIDES_HEAP = 64L << 20;

    private static final long LEAST = 64L << 20;

    private static final List<String> CHOOSE_HEAP = List.of("-Xmx", "-XX:MaxHeapSize=", "-XX:MaxRAM");

    /** A JVM whose heap is to begin with more than it may become does not start. */
    private static final HeapOption BEGINS_WITH = new HeapOption("-Xms|-XX:InitialHeapSize=|-XX:MinHeapSize=");

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
        return bytes == 0
                        || options.stream()
                                .anyMatch(option -> BEGINS_WITH.bytes(option).orElse(0) > bytes)
                ? null
                : "-Xmx" + (bytes >> 20) + "m";
    }

    private static boolean choosesHeap(String option) {
        return JvmArguments.startsWithAny(option, CHOOSE_HEAP);
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
        return memory == 0 || share >= memory / HeapOption.USUAL_PART ? 0 : share >> 20 << 20;
    }
}
