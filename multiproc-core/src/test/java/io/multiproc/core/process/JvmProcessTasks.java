package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.core.process.ProcessTasks.tell;

import io.multiproc.connection.Connection;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import io.multiproc.process.ParentProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What processes do that are JVMs of their own. */
final class JvmProcessTasks {

    private JvmProcessTasks() {}

    /** Leaves with its standard error in a file. */
    static void exitWithErrorsIn(String file, @Nullable Object reason) throws IOException {
        System.setErr(new PrintStream(Files.newOutputStream(Path.of(file)), true, StandardCharsets.UTF_8));
        throw new ExitException(reason);
    }

    static void tellMainThread(String file) throws IOException {
        Programs.writeText(
                Path.of(file),
                Files.readSymbolicLink(Path.of("/proc/thread-self")).toString());
    }

    static void tellDescriptors(String up, String go, String file) throws Exception {
        Programs.writeText(Path.of(up), "");
        Awaitility.await().atMost(ProcessCases.LONG).until(() -> Files.exists(Path.of(go)));
        long fewest = Long.MAX_VALUE;
        for (int look = 0; look < 50; look++) { // the JVM itself opens files now and then, such as its control group's
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                fewest = Math.min(fewest, open.filter(JvmProcessTasks::isNoJar).count());
            }
            Thread.sleep(5);
        }
        Programs.writeText(Path.of(file), String.valueOf(fewest));
    }

    /** How many jars of its class path a child has opened depends on what it has looked for. */
    private static boolean isNoJar(Path descriptor) {
        try {
            return !Files.readSymbolicLink(descriptor).toString().endsWith(".jar");
        } catch (IOException e) {
            return false; // closed since the folder was listed
        }
    }

    /** What the descriptors stand for. */
    static void tellFiles(String file) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    text.append(Files.readSymbolicLink(descriptor)).append('\n');
                }
            }
        }
        Programs.writeText(Path.of(file), text.toString());
    }

    static void writeWhenItEnds(String file) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(file, "at exit")));
    }

    static void sleepWithDefaultSigint(String up) throws Exception {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance("INT"),
                        handler.getField("SIG_DFL").get(null));
        Programs.sleepForever(Path.of(up));
    }

    /** Starts a child that goes on when this process is terminated. */
    static void startWatcher(Connection report) throws Exception {
        process(JvmProcessTasks::watchParent, report).start();
        Programs.sleepForever();
    }

    static void startWatcherAs(StartMethod method, Connection report) throws Exception {
        context(method).process(JvmProcessTasks::watchParent, report).start();
        Programs.sleepForever();
    }

    static void watchParent(Connection report) throws Exception {
        ParentProcess parent = parentProcess().orElseThrow();
        report.send(parent.isAlive());
        boolean ended = parent.join(ProcessCases.LONG);
        report.send(ended && !parent.isAlive());
        report.close();
    }

    static void startTwoChildren(String first, String second) throws Exception {
        ProcessQueue<Long> numbers = queue();
        ChildProcess writer = process(JvmProcessTasks::putNumber, numbers, first);
        ChildProcess reader = process(JvmProcessTasks::getNumber, numbers, second);
        writer.start();
        reader.start();
        writer.join();
        reader.join();
        throw new ExitException(writer.exitCode().getAsInt() + reader.exitCode().getAsInt());
    }

    static void putNumber(ProcessQueue<Long> numbers, String file) throws Exception {
        long number = new Random().nextLong();
        numbers.put(number);
        Programs.writeText(Path.of(file), System.getProperty("java.home") + " " + number);
    }

    static void getNumber(ProcessQueue<Long> numbers, String file) throws Exception {
        Programs.writeText(Path.of(file), System.getProperty("java.home") + " " + numbers.get());
    }

    static void tellClassPath(String file) throws Exception {
        Programs.writeText(Path.of(file), System.getProperty("java.class.path"));
    }

    static void signal(String signal, long pid) throws Exception {
        if (new ProcessBuilder("/bin/kill", "-" + signal, String.valueOf(pid))
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException("cannot send " + signal + " to " + pid);
        }
    }

    static void returnWithAHookThatHangs(String up) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Programs.markThenLoop(Path.of(up))));
    }

    static void exitWithAHookThatHangs(String up) {
        returnWithAHookThatHangs(up);
        System.exit(0);
    }

    static void exitWithAHookThatCrashes() {
        Runtime.getRuntime().addShutdownHook(new Thread(JvmProcessTasks::crash));
        System.exit(0);
    }

    /** When the process has said that it ends. */
    private static void crash() {
        try {
            boolean unused = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            Programs.killSelf(11);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot crash", e);
        }
    }

    static void exitElsewhereAfterReturn(int code) {
        Thread main = Thread.currentThread();
        Thread elsewhere = new Thread(() -> {
            while (main.isAlive()) {
                Thread.onSpinWait();
            }
            System.exit(code);
        });
        elsewhere.start();
    }

    static void goOnInSpiteOfInterrupts(String up, String end) throws IOException {
        Programs.writeText(Path.of(up), "");
        while (!Files.exists(Path.of(end))) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                System.out.flush(); // work goes on
            }
        }
    }
}
