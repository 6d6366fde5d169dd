package io.multiproc.core.spawn.cache;

import io.multiproc.core.child.Descendants;
import io.multiproc.core.child.JvmOptionVariables;
import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.thread.NamedThreads;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has {@link TrainingMain} make an archive, in a process of low priority that does not outlive this one: one at a time,
 * and each archive at most once.
 */
final class Trainer implements Runnable {

    private static final Logger LOG = System.getLogger(Trainer.class.getName());
    private static final AtomicBoolean RUNS = new AtomicBoolean();

    private static volatile @Nullable Thread current;

    /** A program that ends sooner is not worth the trouble. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final List<String> NICE = List.of("/usr/bin/nice", "/bin/nice");
    private static final long PATIENCE_SECONDS = 120;
    private static final long END_SECONDS = 2;

    private final JvmSetup setup;
    private @Nullable Process process;
    private boolean ended;

    private Trainer(JvmSetup setup) {
        this.setup = setup;
    }

    static void begin(JvmSetup setup) {
        if (RUNS.compareAndSet(false, true)) {
            Thread thread = NamedThreads.daemon("multiproc-cache-training", new Trainer(setup));
            current = thread;
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    static void await() throws InterruptedException {
        Thread thread = current;
        if (thread != null) {
            thread.join();
        }
    }

    @Override
    public void run() {
        AtExit.Registration atExit = AtExit.register(AtExit.POOLS, this::end);
        try {
            LockSupport.parkNanos(PAUSE_NANOS);
            train();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no class cache is made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            atExit.cancel();
            RUNS.set(false);
        }
    }

    private void train() throws IOException, InterruptedException {
        CacheFolder folder = CacheFolder.open();
        folder.removeLeftovers();
        String key = ArchiveKey.of(setup);
        if (folder.isBusy() || folder.hasFailed(key) || folder.find(key) != null) {
            return;
        }
        Process started = start(folder, key);
        if (started != null && !started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            folder.fail(key, "not finished within " + PATIENCE_SECONDS + " s");
        }
    }

    /** The process; its standard input, which nobody writes to, ends with this process. Null if this one ends. */
    private synchronized @Nullable Process start(CacheFolder folder, String key) throws IOException {
        if (ended) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(command(folder, key))
                .redirectInput(Redirect.PIPE)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        JvmOptionVariables.remove(builder.environment());
        process = builder.start();
        return process;
    }

    private List<String> command(CacheFolder folder, String key) {
        List<String> command = new ArrayList<>();
        for (String nice : NICE) {
            if (command.isEmpty() && Files.isExecutable(Path.of(nice))) {
                command.addAll(List.of(nice, "-n", "19"));
            }
        }
        command.add(TrainingMain.java());
        command.addAll(setup.options());
        command.add("-Dmultiproc.cache=off");
        command.add("-Dmultiproc.cache.dir=" + folder.path());
        String runDirectories = System.getProperty("multiproc.dir");
        if (runDirectories != null) { // where who removes what a killed one leaves looks for it
            command.add("-Dmultiproc.dir=" + Path.of(runDirectories).toAbsolutePath());
        }
        command.add("-XX:TieredStopAtLevel=1"); // this one only, not what it starts
        command.addAll(TrainingMain.arguments(setup, key));
        return command;
    }

    /** Ends the process, if it still runs, with all that it has started. */
    private synchronized void end() {
        ended = true;
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        if (running.isAlive()) {
            List<ProcessHandle> descendants = Descendants.of(running.toHandle());
            running.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        try {
            if (running.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                Ipc.local().deleteDirectoryLeftBy(running.pid());
                CacheFolder.open().removeLeftovers();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "left to the next program: what a training was working on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
