package io.multiproc.core.spawn.cache;

import io.multiproc.Multiprocessing;
import io.multiproc.core.child.JvmArguments;
import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The program that makes an archive: it has a process and a pool's worker write down what they load, and a third JVM
 * archive that. It ends when its standard input does, since its parent is gone then.
 *
 * <p>None of the program's own code is run, and none of its classes is initialized.
 */
public final class TrainingMain {

    private static final int PARENT_IS_GONE = 1;

    private static volatile boolean orphaned;

    private TrainingMain() {}

    /** Takes the key of the archive, the main module ({@code -} for none) and the options of the children. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        AtExit.register(AtExit.FLUSH, TrainingMain::leaveNothing);
        NamedThreads.daemon("multiproc-cache-watch", () -> endWith(System.in)).start();
        String key = arguments[0];
        JvmSetup setup = new JvmSetup(
                Arrays.asList(arguments).subList(2, arguments.length),
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path"),
                arguments[1].equals("-") ? null : arguments[1]);
        CacheFolder folder = CacheFolder.open();
        try (Workplace work = Workplace.in(folder, Ipc.local().directory())) {
            if (folder.hasOlder(work.directory())) {
                return; // another program is at it
            }
            AtExit.Registration atExit = AtExit.register(AtExit.HUB, work::close);
            try {
                train(setup, work);
                folder.publish(key, work.archive());
            } catch (IOException | RuntimeException e) {
                if (AtExit.hasBegun()) {
                    throw e; // what is needed for it is being ended
                }
                folder.fail(key, "no class cache can be made for these children: " + e);
            }
            atExit.cancel();
        }
    }

    private static void train(JvmSetup setup, Workplace work) throws IOException, InterruptedException {
        Path ofProcess = work.file("process.classes");
        Path ofWorker = work.file("worker.classes");
        runProcess("-XX:DumpLoadedClassList=" + ofProcess);
        runWorker("-XX:DumpLoadedClassList=" + ofWorker);
        ClassList.of(List.of(ofProcess, ofWorker)).write(work.file("classes"));
        new ArchiveDump(setup).run(work.file("classes"), work.archive(), work);
        // a JVM that has to share, or end, shows whether it accepts the archive
        runProcess("-Xshare:on", "-XX:SharedArchiveFile=" + work.archive());
    }

    private static void runProcess(String... options) throws InterruptedException {
        ChildProcess child = Multiprocessing.processBuilder()
                .daemon(true)
                .jvmOptions(options)
                .target(TrainingMain::nothing);
        child.start();
        child.join();
        if (child.exitCode().orElse(-1) != 0) {
            throw new IllegalStateException("a child that was to try it has failed: " + child);
        }
    }

    private static void runWorker(String option) throws InterruptedException {
        try (ProcessPool pool =
                Multiprocessing.poolBuilder().processes(1).jvmOptions(option).build()) {
            pool.map(TrainingMain::same, List.of(1, 2));
            pool.apply(TrainingMain::same, 3);
        }
    }

    private static void nothing() {}

    private static <T> T same(T value) {
        return value;
    }

    private static void endWith(InputStream in) {
        try {
            while (in.read() >= 0) {
                // nobody writes to it
            }
        } catch (IOException e) {
            System.err.println("multiproc: cannot read standard input: " + e);
        }
        orphaned = true;
        System.exit(PARENT_IS_GONE);
    }

    /** Who ends it may do so while the other thread is about to make a directory for it. */
    private static void leaveNothing() {
        if (orphaned) {
            RunDirectory.deleteLocalAndThen(() -> Runtime.getRuntime().halt(PARENT_IS_GONE));
        }
        RunDirectory.deleteLocal();
    }

    /** The java command of this JVM. */
    static String java() {
        return Objects.requireNonNull(JvmArguments.ownLauncher(), "java.home").toString();
    }

    /** The part of the command line behind the options. */
    static List<String> arguments(JvmSetup setup, String key) {
        List<String> arguments = new ArrayList<>(setup.location(setup.classPath()));
        arguments.addAll(setup.main(TrainingMain.class.getName()));
        arguments.add(key);
        arguments.add(setup.mainModule() == null ? "-" : setup.mainModule());
        arguments.addAll(setup.options());
        return arguments;
    }
}
