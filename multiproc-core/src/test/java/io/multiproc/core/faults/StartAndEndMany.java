package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.ipc.Ipc;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessStartException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.Descriptors;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts and ends many processes, 8 at a time, while a thread kills others at random points of their starts; then
 * compares threads, descriptors and files with those after the first.
 */
final class StartAndEndMany {

    /** {@code -Dmultiproc.test.processes=500} for a long run. */
    private static final int PROCESSES = Integer.getInteger("multiproc.test.processes", 60);

    private static final int AT_ONCE = 8;

    private static final AtomicInteger KILLED = new AtomicInteger();
    private static final AtomicInteger FAILED_STARTS = new AtomicInteger();

    private StartAndEndMany() {}

    public static void main(String[] arguments) throws Exception {
        runOne(StartMethod.SPAWN, 0);
        Map<String, Integer> threads = threads();
        int descriptors = Descriptors.count();
        List<String> before = Descriptors.describe();
        long seed = System.nanoTime();
        Thread killer = new Thread(() -> killOthers(new Random(seed)), "killer");
        killer.setDaemon(true);
        killer.start();
        ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Void>> runs = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        for (int i = 0; i < PROCESSES; i++) {
            StartMethod method = i % 5 == 4 ? StartMethod.FORKSERVER : StartMethod.SPAWN;
            runs.add(starters.submit((Callable<Void>) () -> {
                runOne(method, number.incrementAndGet() % 100);
                return null;
            }));
        }
        for (Future<Void> run : runs) {
            run.get();
        }
        starters.shutdown();
        killer.interrupt();
        killer.join();
        ForkserverStarter.dropSpares();
        String left = left(threads, descriptors);
        // one look at everything each time: what still ends opens files for a moment
        for (int tries = 0; tries < 100 && !left.isEmpty(); tries++) {
            LockSupport.parkNanos(100_000_000);
            left = left(threads, descriptors);
        }
        if (left.isEmpty()) {
            System.out.println(KILLED + " others killed, " + FAILED_STARTS + " of them in their start");
            System.out.println("all as before");
        } else {
            System.out.println(
                    "seed " + seed + ": " + left + "\nbefore: " + before + "\nnow: " + Descriptors.describe());
        }
    }

    /** What there is more than before; empty if nothing. */
    private static String left(Map<String, Integer> threads, int descriptors) {
        Map<String, Integer> more = more(threads);
        int open = Descriptors.count();
        String[] files = filesOfThisRun();
        return more.isEmpty() && open <= descriptors && files.length <= 2
                ? ""
                : "threads " + more + ", descriptors " + open + " for " + descriptors + ", files "
                        + String.join(" ", files);
    }

    private static void runOne(StartMethod method, int code) throws InterruptedException {
        ChildProcess child = context(method).process(Programs::exitWith, code);
        child.start();
        child.join();
        if (child.exitCode().orElseThrow() != code) {
            throw new IllegalStateException("exit code " + child.exitCode() + " and not " + code + ": " + child);
        }
    }

    private static void killOthers(Random random) {
        for (int number = 1; !Thread.currentThread().isInterrupted(); number++) {
            String mark = "-Dvictim=" + number;
            ChildProcess victim = processBuilder().jvmOptions(mark).target(Programs::sleepForever);
            Thread start = new Thread(() -> startVictim(victim), "victim");
            start.start();
            LockSupport.parkNanos(random.nextInt(300_000_000));
            boolean gone = false;
            while (!gone) {
                ProcessHandle.current()
                        .children()
                        .filter(child -> isStartedWith(mark, child.pid()))
                        .forEach(ProcessHandle::destroyForcibly);
                gone = !start.isAlive() && !victim.isAlive();
                LockSupport.parkNanos(5_000_000); // the processors are for the others
            }
            KILLED.incrementAndGet();
        }
    }

    /** The JDK tells only the first 4 KiB of a command line. */
    private static boolean isStartedWith(String option, long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .contains("\0" + option + "\0");
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }

    /** Its start may fail, which is what is wanted; after that it is killed as well. */
    private static void startVictim(ChildProcess victim) {
        try {
            victim.start();
        } catch (ProcessStartException e) {
            FAILED_STARTS.incrementAndGet();
        }
    }

    /** How many there are of each name. */
    private static Map<String, Integer> threads() {
        Map<String, Integer> counts = new TreeMap<>();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("multiproc-"))
                .forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts;
    }

    /** Those of which there are more than before. */
    private static Map<String, Integer> more(Map<String, Integer> before) {
        Map<String, Integer> more = threads();
        more.entrySet().removeIf(now -> now.getValue() <= before.getOrDefault(now.getKey(), 0));
        return more;
    }

    private static String[] filesOfThisRun() {
        return Objects.requireNonNullElse(Ipc.local().directory().toFile().list(), new String[0]);
    }
}
