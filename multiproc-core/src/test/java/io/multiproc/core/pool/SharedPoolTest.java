package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.setExecutable;
import static io.multiproc.Multiprocessing.sharedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pool that the parts of a program share ends with the program, which therefore is one of its own here. */
@ExtendWith(CleanExit.class)
class SharedPoolTest {

    @Test
    void isOneForAllThreadsAndEndsWithTheProgram() throws Exception {
        ChildJvm.Result result = ChildJvm.of(Sharing.class).run(Duration.ofSeconds(100));
        assertThat(result.output().lines())
                .containsExactly(
                        "1 pool for 6 threads",
                        "[0, 1, 4, 9]",
                        "refused 4 times: pool 'SharedPool' is shared by all of this program and ends with it (for one to be"
                                + " ended before, use pool())",
                        "lost one task: KILLED",
                        "[0, 1, 4, 9]");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aBrokenOneLeavesNothingWhenAnotherTakesItsPlace() throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(Breaking.class).jvmOptions("-Dmultiproc.jmx=true").run(Duration.ofSeconds(100));
        assertThat(result.output()).contains("lost one task: KILLED", "broken, 1 bean", "another one: 9, 1 bean");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void whoIsKeptQuietWhileASignalEndsTheStartKeepsNobodyElse(@TempDir Path folder) throws Exception {
        ChildJvm.Result result = ChildJvm.of(Booting.class, folder.toString()).run(Duration.ofSeconds(100));
        assertThat(result.output()).contains("kept with 0 locks");
    }

    /** A program that is told to end while its workers boot, which takes them for ever. */
    static final class Booting {

        private Booting() {}

        public static void main(String[] arguments) throws Exception {
            Path java = Path.of(arguments[0], "java");
            Path booting = Path.of(arguments[0], "booting");
            Files.writeString(java, "#!/bin/sh\ntouch " + booting + "\nexec sleep 1000\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
            setExecutable(java);
            Thread starting = new Thread(() -> sharedPool());
            starting.setDaemon(true);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> tellLocks(starting)));
            starting.start();
            Programs.awaitFile(booting);
            Programs.killSelf(2);
            Programs.sleepForever();
        }

        private static void tellLocks(Thread starting) {
            while (starting.isAlive()) {
                ThreadInfo info =
                        ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {starting.getId()}, true, true)[0];
                if (info != null
                        && Arrays.stream(info.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("keepQuiet"))) {
                    System.out.println("kept with " + info.getLockedMonitors().length + " locks");
                    return;
                }
            }
            System.out.println("not kept");
        }
    }

    /** A program whose workers cannot be replaced for a while. */
    static final class Breaking {

        private Breaking() {}

        public static void main(String[] arguments) throws Exception {
            ProcessPool broken = sharedPool();
            setExecutable(Path.of("/bin/false"));
            try {
                broken.apply(SharedPoolTest::die);
            } catch (WorkerTerminatedException e) {
                System.out.println("lost one task: " + e.verdict());
            }
            awaitBreak(broken);
            System.out.println("broken, " + beans() + " bean");
            setExecutable(Path.of(System.getProperty("java.home"), "bin", "java"));
            System.out.println("another one: " + sharedPool().apply(PoolTasks::square, 3) + ", " + beans() + " bean");
        }

        private static void awaitBreak(ProcessPool pool) throws InterruptedException {
            try {
                while (true) {
                    pool.apply(PoolTasks::square, 1);
                    Thread.sleep(10);
                }
            } catch (PoolBrokenException e) {
                System.out.println(e.getMessage());
            }
        }

        private static int beans() throws Exception {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("io.multiproc:type=ProcessPool,*"), null)
                    .size();
        }
    }

    /** The program. */
    static final class Sharing {

        private Sharing() {}

        public static void main(String[] arguments) throws Exception {
            Set<ProcessPool> pools = poolsOf(6);
            System.out.println(pools.size() + " pool for 6 threads");
            ProcessPool pool = sharedPool();
            List<Integer> numbers = List.of(0, 1, 2, 3);
            System.out.println(pool.map(PoolTasks::square, numbers));
            List<String> refused = List.of(
                    refusal(pool::close),
                    refusal(pool::terminate),
                    refusal(() -> pool.asExecutorService().shutdown()),
                    refusal(() -> pool.asExecutorService().shutdownNow()));
            System.out.println("refused 4 times: " + String.join(", ", new HashSet<>(refused)));
            try {
                pool.apply(SharedPoolTest::die);
            } catch (WorkerTerminatedException e) {
                System.out.println("lost one task: " + e.verdict());
            }
            System.out.println(sharedPool().map(PoolTasks::square, numbers));
        }

        private static Set<ProcessPool> poolsOf(int count) throws Exception {
            CyclicBarrier together = new CyclicBarrier(count);
            ExecutorService threads = Executors.newFixedThreadPool(count);
            try {
                List<Future<ProcessPool>> asked = IntStream.range(0, count)
                        .mapToObj(i -> threads.submit(() -> {
                            together.await();
                            return sharedPool();
                        }))
                        .toList();
                Set<ProcessPool> pools = new HashSet<>();
                for (Future<ProcessPool> pool : asked) {
                    pools.add(pool.get());
                }
                return pools;
            } finally {
                threads.shutdown();
            }
        }

        private static String refusal(Runnable end) {
            try {
                end.run();
                return "not refused";
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    static int die() throws Exception {
        Programs.killSelf(9);
        return 0;
    }
}
