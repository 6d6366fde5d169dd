package io.multiproc.core.spawn.cache;

import io.multiproc.core.child.JvmOptionVariables;
import io.multiproc.core.current.AtExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A JVM that does nothing but write an archive of listed classes. */
final class ArchiveDump {

    private static final int FIRST_WITH_LINKED_CLASSES = 24;
    private static final long PATIENCE_SECONDS = 60;
    private static final int MOST_CHARS = 2000;

    /** Their children can read the heap objects in an archive that G1 has written, and on 17 only G1 can write them. */
    private static final Set<String> LIKE_G1 = Set.of("-XX:+UseSerialGC", "-XX:+UseParallelGC");

    private final JvmSetup setup;

    ArchiveDump(JvmSetup setup) {
        this.setup = setup;
    }

    /**
     * Writes the archive.
     *
     * @throws IOException with the JVM's own words if it does not
     */
    void run(Path classes, Path archive, Workplace work) throws IOException, InterruptedException {
        Path log = work.file("dump.log");
        ProcessBuilder builder = new ProcessBuilder(command(classes, archive))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        JvmOptionVariables.remove(builder.environment());
        Process process = builder.start();
        AtExit.Registration atExit = AtExit.register(AtExit.CHILDREN, process::destroyForcibly);
        try {
            boolean inTime = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime || process.exitValue() != 0 || !Files.exists(archive)) {
                throw new IOException("the JVM cannot archive its classes: "
                        + (inTime ? "exit code " + process.exitValue() : "no end") + ", its own words: " + words(log));
            }
        } finally {
            process.destroyForcibly();
            atExit.cancel();
        }
    }

    private List<String> command(Path classes, Path archive) {
        List<String> command = new ArrayList<>();
        command.add(TrainingMain.java());
        for (String option : setup.options()) {
            command.add(LIKE_G1.contains(option) ? "-XX:+UseG1GC" : option);
        }
        command.add("-Xshare:dump");
        command.add("-XX:SharedClassListFile=" + classes);
        command.add("-XX:SharedArchiveFile=" + archive);
        if (Runtime.version().feature() >= FIRST_WITH_LINKED_CLASSES) {
            command.add("-XX:+AOTClassLinking"); // the classes of the archive are there before main begins
        }
        command.addAll(setup.location(setup.archivable()));
        command.addAll(setup.main(""));
        return command;
    }

    private static String words(Path log) throws IOException {
        String text = Files.readString(log).trim();
        return text.substring(Math.max(0, text.length() - MOST_CHARS));
    }
}
