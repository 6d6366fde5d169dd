package io.multiproc.core.launch;

import io.multiproc.Multiprocessing;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A program that starts children. Needs nothing of the tests, so that it can be put into a jar, or be a module: no
 * module has its package.
 *
 * <p>Its arguments are orders: {@code child FILE} starts a process and has it log the classes it loads to the file,
 * {@code worker FILE} does so with a pool's worker, {@code small-worker FILE} with one of little memory,
 * {@code archive} waits until the cache has an archive, {@code training} until one is being made, {@code gone} until
 * the folder is empty, {@code forever} waits for ever.
 */
public final class CacheProgram {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private CacheProgram() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "child" -> child("-Xlog:class+load:file=" + arguments[++i]);
                case "worker" -> worker("-Xlog:class+load:file=" + arguments[++i]);
                case "small-worker" -> worker("-Xmx96m", "-Xlog:class+load:file=" + arguments[++i]);
                case "archive" -> awaitFile(".*\\.(jsa|failed)");
                case "training" -> awaitFile("\\d+-\\d+-\\w*");
                case "gone" -> awaitNoFile();
                case "forever" -> new java.util.concurrent.CountDownLatch(1).await();
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        System.out.println("end");
    }

    private static void child(String option) throws InterruptedException {
        ChildProcess child = Multiprocessing.processBuilder().jvmOptions(option).target(CacheProgram::speak);
        child.start();
        child.join();
        System.out.println("exit code " + child.exitCode().getAsInt());
    }

    private static void worker(String... options) throws InterruptedException {
        try (ProcessPool pool =
                Multiprocessing.poolBuilder().processes(1).jvmOptions(options).build()) {
            System.out.println("squares " + pool.map(CacheProgram::square, List.of(2, 3)));
        }
    }

    private static void awaitFile(String name) throws Exception {
        Path folder = Path.of(System.getProperty("multiproc.cache.dir"));
        while (!has(folder, name)) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void awaitNoFile() throws Exception {
        Path folder = Path.of(System.getProperty("multiproc.cache.dir"));
        while (has(folder, ".*")) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static boolean has(Path folder, String name) throws Exception {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().matches(name));
        }
    }

    private static void speak() {
        System.out.println("child speaks");
    }

    private static int square(int number) {
        return number * number;
    }
}
