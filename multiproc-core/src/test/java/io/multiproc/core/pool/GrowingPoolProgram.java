package io.multiproc.core.pool;

import io.multiproc.pool.ProcessPool;
import io.multiproc.process.StartMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that says nothing of heaps, and whose pool grows: prints what heap its first worker got, and what a later
 * one. Does not wait until the later ones are ready.
 */
final class GrowingPoolProgram {

    static final String JVMS_OWN = "the JVM's own";

    private static final String HEAP = "-Xmx";

    private GrowingPoolProgram() {}

    /** The numbers of workers, before and after. */
    public static void main(String[] arguments) throws InterruptedException {
        ProcessPool pool = new WorkerPoolBuilder(StartMethod.SPAWN)
                .processes(Integer.parseInt(arguments[0]))
                .build();
        Set<Long> first = children().collect(Collectors.toSet());
        first.forEach(pid -> System.out.println("first " + heap(pid).orElse(JVMS_OWN)));
        pool.resize(Integer.parseInt(arguments[1]));
        Optional<String> later = Optional.empty();
        while (later.isEmpty() && pool.workers().size() < pool.processes()) {
            later = children()
                    .filter(pid -> !first.contains(pid))
                    .flatMap(pid -> heap(pid).stream())
                    .findFirst();
        }
        System.out.println("later " + later.orElse(JVMS_OWN));
        pool.terminate();
        pool.join();
    }

    private static Stream<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid);
    }

    /** As its command line says, which is that of this program for a moment. */
    private static Optional<String> heap(long pid) {
        try {
            return Stream.of(Files.readString(Path.of("/proc/" + pid + "/cmdline"))
                            .split("\0", -1))
                    .filter(argument -> argument.startsWith(HEAP))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
