package io.multiproc.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets the children of tests start with an archive of ready-made classes, as those of a program in daily use do: nearly
 * half of the processor time of a build of many processes.
 *
 * <p>Before the first test, the directories on the class path are put into jars, since the JVM archives classes of jars
 * only; {@code java.class.path} then names these, and so do children and programs of tests. The archive lies where
 * {@code -Dmultiproc.cache.dir} says; without that nothing is made. A module takes part by naming this class in
 * {@code META-INF/services} of its tests.
 */
public final class SharedClasses implements LauncherSessionListener {

    private static final String PREPARE = "io.multiproc.core.spawn.cache.PrepareMain";
    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);
    private static final int FIRST_WITH_AOT_LOG = 25;

    /** For the service loader. */
    public SharedClasses() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("multiproc.cache.dir") == null) {
            return;
        }
        System.setProperty(
                "java.class.path",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(Files::exists)
                        .map(element -> Files.isDirectory(element) ? ClassesJar.of(element) : element)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        prepare(Path.of(System.getProperty("multiproc.cache.dir")));
    }

    /** Options for a program of the tests that has their class path; empty if there is no archive for it. */
    static List<String> optionsFor(@Nullable String classPath) {
        String folder = System.getProperty("multiproc.cache.dir");
        if (folder == null || classPath == null || !classPath.equals(System.getProperty("java.class.path"))) {
            return List.of();
        }
        return archive(Path.of(folder)).map(SharedClasses::use).orElse(List.of());
    }

    /** Whatever keeps the JVM from using it is not worth a word on a program's output. */
    private static List<String> use(Path archive) {
        List<String> options = new ArrayList<>(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive));
        options.add("-Xlog:cds*=off");
        if (Runtime.version().feature() >= FIRST_WITH_AOT_LOG) {
            options.add("-Xlog:aot*=off");
        }
        return options;
    }

    private static Optional<Path> archive(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .max(Comparator.comparing(SharedClasses::time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JVM of tests after the other: who finds the archive unfinished would do without. */
    private static void prepare(Path folder) {
        Path lock = folder.toAbsolutePath().resolveSibling("class-cache.lock");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock(); // until it is closed
            ChildJvm.Result result =
                    ChildJvm.ofName(PREPARE).jvmOptions("-Dmultiproc.cache=on").run(TIME_LIMIT);
            if (result.exitCode() != 0) {
                throw new IllegalStateException("no archive of classes for children of tests: exitCode=%d, output:%n%s"
                        .formatted(result.exitCode(), result.output()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
