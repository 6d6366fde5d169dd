package io.multiproc.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole program in a plain JVM of its own, for tests that check what a program does from start to end.
 *
 * <pre>{@code
 * ChildJvm.Result result = ChildJvm.of(MyProgram.class).run(Duration.ofSeconds(20));
 * assertThat(result.exitCode()).isZero();
 * }</pre>
 *
 * <p>The program is started without any part of this library. Without other settings it has the class path, the working
 * directory and the {@code multiproc.…} system properties of the test, so that a test run with
 * {@code -Dmultiproc.native=false} tests programs without native parts too; and options that make a JVM start sooner,
 * which its own options override. Not thread-safe.
 */
public final class ChildJvm {

    private static final int FIRST_WITH_NATIVE_ACCESS_WARNING = 22;

    /** It lives for a moment, as its children do, which take these over: saves each a quarter of its processor time. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final List<String> mainAndArguments;
    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> prefix = List.of();
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private @Nullable String classPath = System.getProperty("java.class.path");
    private @Nullable String modulePath;
    private @Nullable Path directory;
    private boolean terminal;

    private ChildJvm(List<String> mainAndArguments) {
        this.mainAndArguments = mainAndArguments;
    }

    /** A program that starts in the main method of that class. */
    public static ChildJvm of(Class<?> main, String... arguments) {
        return ofName(main.getName(), arguments);
    }

    /** A program that starts in the main method of the class of that name. */
    static ChildJvm ofName(String main, String... arguments) {
        return new ChildJvm(concat(List.of(main), arguments));
    }

    /** A program that starts in the main class of a module, {@code module/class}; give its module path too. */
    public static ChildJvm ofModule(String moduleAndMain, String... arguments) {
        return new ChildJvm(concat(List.of("--module", moduleAndMain), arguments)).classPath(null);
    }

    /** A program in a jar file, as with {@code java -jar}. */
    public static ChildJvm ofJar(Path jar, String... arguments) {
        return new ChildJvm(concat(List.of("-jar", jar.toString()), arguments)).classPath(null);
    }

    private static List<String> concat(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all;
    }

    /** The class path; null: none is given to the JVM. */
    public ChildJvm classPath(@Nullable String classPath) {
        this.classPath = classPath;
        return this;
    }

    /** The module path; null: none is given to the JVM. */
    public ChildJvm modulePath(@Nullable String modulePath) {
        this.modulePath = modulePath;
        return this;
    }

    /** Options for the JVM, added to those already given. */
    public ChildJvm jvmOptions(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    /** A variable added to the environment of the test. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The working directory. */
    public ChildJvm directory(Path directory) {
        this.directory = directory;
        return this;
    }

    /**
     * Runs the program in a terminal of its own, with {@code script} of util-linux: what is written to the process's
     * output stream is typed there. Exit codes are a shell's.
     */
    public ChildJvm inTerminal() {
        terminal = true;
        return this;
    }

    /** Runs the program by another one, such as {@code nsenter}: what stands before its command. */
    public ChildJvm by(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
        return this;
    }

    /** Runs the program under a limit of its own, as {@code ulimit} of a shell takes it: {@code -n 200}. */
    public ChildJvm limited(String ulimit) {
        return by(List.of("/bin/sh", "-c", "ulimit " + ulimit + "; exec \"$@\"", "sh"));
    }

    /** The home of another Java installation than the one that runs the test. */
    public ChildJvm javaHome(Path javaHome) {
        this.javaHome = javaHome;
        return this;
    }

    /**
     * Runs the program to its end.
     *
     * @throws AssertionError if it takes longer than the time limit; it is then killed with all its descendants
     * @throws InterruptedException if this thread is interrupted meanwhile; the program is killed as well
     */
    public Result run(Duration timeLimit) throws IOException, InterruptedException {
        try (Running program = start()) {
            return program.await(timeLimit);
        }
    }

    /** Starts the program; its standard input is empty. */
    public Running start() throws IOException {
        Path output = Files.createTempFile("child-jvm", ".txt");
        ProcessBuilder builder = new ProcessBuilder(terminal ? inTerminal(command()) : command())
                .redirectErrorStream(true)
                .redirectInput(
                        terminal
                                ? ProcessBuilder.Redirect.PIPE
                                : ProcessBuilder.Redirect.from(
                                        Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return new Running(builder.start(), output);
    }

    private static List<String> inTerminal(List<String> command) {
        String quoted = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "exec ", ""));
        return List.of("script", "--quiet", "--return", "--flush", "--command", quoted, "/dev/null");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.add(javaHome.resolve("bin").resolve("java").toString());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("multiproc."))
                .sorted()
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .forEach(command::add);
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_WARNING) {
            command.add("--enable-native-access=ALL-UNNAMED"); // else the JVM's warning stands in the output
        }
        QUICK_START.stream().filter(option -> !isChosen(option)).forEach(command::add);
        command.addAll(SharedClasses.optionsFor(classPath));
        command.addAll(jvmOptions);
        if (classPath != null) {
            command.addAll(List.of("--class-path", classPath));
        }
        if (modulePath != null) {
            command.addAll(List.of("--module-path", modulePath));
        }
        command.addAll(mainAndArguments);
        return command;
    }

    /** Whether the program's own options decide the same; the JVM takes one collector only. */
    private boolean isChosen(String option) {
        return option.endsWith("GC") && jvmOptions.stream().anyMatch(own -> own.matches("-XX:\\+Use\\w*GC"));
    }

    /**
     * How a program ended.
     *
     * @param exitCode as the JDK tells it: 128 + n after signal n
     * @param output what it, and what it started, wrote to standard output and standard error
     */
    public record Result(int exitCode, String output) {}

    /** A program that was started; closing it kills what is left of it. */
    public static final class Running implements AutoCloseable {

        private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

        private final Process process;
        private final Path output;

        private Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        /** The program's process. */
        public Process process() {
            return process;
        }

        /** What it has written so far. */
        public String output() throws IOException {
            return Files.readString(output);
        }

        /**
         * Waits until the program has written the text.
         *
         * @throws AssertionError if it has not by the end of the time limit, or ends without having done so
         */
        public void awaitOutput(String text, Duration timeLimit) throws IOException {
            Objects.requireNonNull(text, "text");
            long deadline = System.nanoTime() + timeLimit.toNanos();
            while (true) {
                boolean ended = !process.isAlive();
                if (output().contains(text)) {
                    return;
                }
                if (ended || System.nanoTime() >= deadline) {
                    throw new AssertionError("program did not write '%s' in %s: ended=%s, output:%n%s"
                            .formatted(text, timeLimit, ended, output()));
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }

        /**
         * Waits for the program's end; processes that it started may go on.
         *
         * @throws AssertionError if it takes longer than the time limit
         */
        public Result await(Duration timeLimit) throws IOException, InterruptedException {
            if (!process.waitFor(timeLimit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("program still runs after %s: pid=%d, output:%n%s%n%s"
                        .formatted(timeLimit, process.pid(), output(), ThreadDump.of(process.toHandle())));
            }
            return new Result(process.exitValue(), output());
        }

        /** Kills the program and its descendants, if they still run, and forgets the output. */
        @Override
        public void close() throws IOException {
            List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
            tree.add(process.toHandle());
            boolean killed = process.isAlive();
            tree.forEach(ProcessHandle::destroyForcibly);
            if (killed) {
                ThreadDump.cleanUp(process.toHandle());
            }
            Files.deleteIfExists(output);
        }
    }
}
