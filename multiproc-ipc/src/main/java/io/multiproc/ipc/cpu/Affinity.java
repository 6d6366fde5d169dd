package io.multiproc.ipc.cpu;

import io.multiproc.ipc.proc.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Binds processes to processors, where the operating system does that. {@code -Dmultiproc.native=false} switches it
 * off: then nothing is bound, and {@link #unavailabilityCause} says why.
 */
public final class Affinity {

    private static final String FIELD = "Cpus_allowed_list";
    private static final Path SELF = Path.of("/proc/self/status");

    private Affinity() {}

    /** Why processes cannot be bound here; null if they can. */
    public static @Nullable String unavailabilityCause() {
        if (!Boolean.parseBoolean(System.getProperty("multiproc.native", "true"))) {
            return "-Dmultiproc.native=false";
        }
        if (!Files.isReadable(SELF) || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return "not Linux on a little-endian machine: " + System.getProperty("os.name");
        }
        return null;
    }

    /** The processors that this process may use, in ascending order; empty where the operating system does not tell. */
    public static List<Integer> usable() {
        try {
            return list(Files.readString(SELF));
        } catch (IOException e) {
            return List.of();
        }
    }

    static List<Integer> list(String status) {
        List<Integer> processors = new ArrayList<>();
        ProcessStatus.field(status, FIELD).ifPresent(ranges -> {
            for (String range : ranges.split(",", -1)) {
                int dash = range.indexOf('-');
                int last = Integer.parseInt(range.substring(dash + 1));
                for (int i = dash < 0 ? last : Integer.parseInt(range.substring(0, dash)); i <= last; i++) {
                    processors.add(i);
                }
            }
        });
        return processors;
    }

    /**
     * Binds all threads of a process, and so those that they will start. Not if there is an
     * {@link #unavailabilityCause}.
     *
     * @return false if there is no such process any more, or it may not be bound to that processor
     */
    public static boolean bind(long pid, int processor) {
        Set<Long> bound = new HashSet<>();
        Set<Long> threads = threads(pid);
        while (!bound.containsAll(threads)) { // who was started meanwhile by one that was not bound yet
            for (long thread : threads) {
                if (bound.add(thread)
                        && !LinuxAffinity.bind(thread, processor)
                        && threads(pid).contains(thread)) {
                    return false;
                }
            }
            threads = threads(pid);
        }
        return !bound.isEmpty();
    }

    private static Set<Long> threads(long pid) {
        Set<Long> threads = new HashSet<>();
        try (Stream<Path> folders = Files.list(Path.of("/proc/" + pid + "/task"))) {
            folders.forEach(
                    folder -> threads.add(Long.parseLong(folder.getFileName().toString())));
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // it has ended
        }
        return threads;
    }
}
