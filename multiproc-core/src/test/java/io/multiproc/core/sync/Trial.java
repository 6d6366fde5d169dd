package io.multiproc.core.sync;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What threads do with an object while processes are killed at random: in children that are killed, and in the test's
 * process, which is not. Whatever must not happen is written to a file, since who sees it may be killed at once.
 */
@SuppressWarnings("serial") // sent between processes of one build
abstract class Trial implements Serializable {

    /** Far more than anything takes. */
    static final Duration LONG = Duration.ofSeconds(100);

    static final int CHILDREN = 2;
    static final int THREADS = 2;

    /** The place of who is not killed; those before are of children, {@link #THREADS} each. */
    static final int SURVIVOR = CHILDREN * THREADS;

    private final String folder;
    private final String name;

    Trial(Path folder) {
        this(folder, "");
    }

    /** One of several of its class. */
    Trial(Path folder, String variant) {
        this.folder = folder.toString();
        this.name = variant + getClass().getSimpleName();
    }

    /** How many threads of a child take part. */
    int threads() {
        return THREADS;
    }

    /** What a thread of a child does, which may be killed at any time. */
    abstract Player player(int place, Random random) throws IOException;

    /** What a thread of the test's process does, which must get on. */
    abstract Player survivor(Random random) throws IOException;

    /** When everybody else is dead or has gone. */
    void checkAtEnd(int killedThreads) throws Exception {}

    /** Leaves the processors to others now and then: a JVM has to start meanwhile. */
    static void rest(Random random) {
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(random.nextInt(300_000));
        }
    }

    /** A file of this trial. */
    final String file(String suffix) {
        return Path.of(folder, name + "-" + suffix).toString();
    }

    /** Writes down what must not happen. */
    final void fault(String text) throws IOException {
        Files.writeString(Files.createTempFile(Path.of(folder), "fault", ".txt"), name + ": " + text);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    static List<String> faults(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("fault"))
                    .map(Trial::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "cannot read " + file + ": " + e;
        }
    }

    /** One step, again and again. */
    interface Player {
        void step() throws Exception;
    }
}
