package io.multiproc.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a program may be started: its children must be JVMs like it. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class LaunchWaysTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** Linux takes at most so many bytes in one argument. */
    private static final int LONGEST_ARGUMENT = 128 * 1024;

    @TempDir
    Path directory;

    /** JUnit would warn of each that points to the outside. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Nested
    class ClassPath {

        @Test
        void ofDirectoriesAndJars() throws Exception {
            String classPath = Library.classPath(programDirectory());
            String output = run(ChildJvm.of(Program.class).classPath(classPath));
            assertThat(output).contains("child's class path " + classPath + "\n");
        }

        private String relative() throws IOException {
            Path program = programDirectory();
            List<String> elements =
                    new ArrayList<>(List.of(program.getFileName().toString()));
            for (Path element : Library.elements()) {
                String name = elements.size() + "-" + element.getFileName();
                Files.createSymbolicLink(directory.resolve(name), element);
                elements.add(name);
            }
            return Library.join(elements.stream());
        }

        @Test
        void withRelativeElementsAndAChildInAnotherDirectory() throws Exception {
            Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
            Files.createDirectory(directory.resolve("run"));
            String output = run(ChildJvm.of(Program.class)
                    .classPath(relative())
                    .directory(directory)
                    .jvmOptions("-Delsewhere=" + elsewhere, "-Dmultiproc.dir=run"));
            assertThat(output).contains("child's directory " + elsewhere.toRealPath() + "\n");
            assertThat(elsewhere).isEmptyDirectory();
        }

        @Test
        void withRelativeElementsInAnotherDirectory() throws Exception {
            String classPath = relative();
            String output = run(ChildJvm.of(Program.class).classPath(classPath).directory(directory));
            assertThat(output)
                    .contains("child's class path " + classPath + "\n")
                    .contains("child's directory " + directory.toRealPath() + "\n");
        }

        @Test
        void withAWildcard() throws Exception {
            Path jars = Files.createDirectory(directory.resolve("jars"));
            Library.jarOf(jars.resolve("program.jar"), List.of(), Program.class);
            for (Path element : Library.elements()) {
                Path target = jars.resolve(jars.toFile().list().length + ".jar");
                if (Files.isDirectory(element)) {
                    Library.jarOfDirectory(target, element);
                } else {
                    Files.createSymbolicLink(target, element);
                }
            }
            run(ChildJvm.of(Program.class).classPath(jars + "/*"));
        }

        @Test
        void longerThanAnArgumentMayBe() throws Exception {
            String filler = IntStream.range(0, 2_000)
                    .mapToObj(i -> directory.resolve("no such directory ".repeat(5) + i))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
            String classPath = Library.classPath(programDirectory()) + ":" + filler;
            assertThat(classPath.length()).isGreaterThan(LONGEST_ARGUMENT);
            Path file = directory.resolve("arguments");
            Files.writeString(file, "-cp \"" + classPath + "\"");
            String output = run(ChildJvm.of(Program.class).classPath(null).jvmOptions("@" + file));
            assertThat(output).contains("child's class path " + classPath.length() + " characters\n");
        }

        /** By a script in UTF-8, since the JVM of the test need not be able to name such files. */
        @Test
        void withSpacesAndLettersThatAreNotAscii() throws Exception {
            assertRunsIn("ein Verzeichnis mit ümläuten und 漢字", "");
        }

        @Test
        void withSuchLettersAndLongerThanAnArgumentMayBe() throws Exception {
            assertRunsIn(
                    "größer als erlaubt", ":" + "/gibt es nicht/ä".repeat(7_000).replace("ä/", "ä:/"));
        }

        /** Three bytes each: of characters there are few enough. */
        @Test
        void withSoManyWideLettersThatOnlyTheirBytesAreMoreThanAnArgumentMayHave() throws Exception {
            String filler = (":/" + "漢".repeat(60)).repeat(740);
            assertThat(filler.length()).isLessThan(LONGEST_ARGUMENT / 2);
            assertRunsIn("漢字", filler);
        }

        private void assertRunsIn(String name, String filler) throws Exception {
            Path program = programDirectory();
            Path arguments = directory.resolve("arguments");
            Path script = directory.resolve("script");
            String classPath = directory + "/" + name + ":" + Library.classPath() + filler;
            Files.writeString(arguments, "-cp \"" + classPath + "\" " + Program.class.getName());
            Files.writeString(
                    script,
                    "export LC_ALL=C.UTF-8\nmv %s '%s/%s'\nexec %s @%s\n"
                            .formatted(program, directory, name, java(), arguments),
                    StandardCharsets.UTF_8);
            String output = runScript(script);
            assertThat(output)
                    .contains(
                            filler.isEmpty()
                                    ? "child's class path " + classPath + "\n"
                                    : "child's class path " + classPath.length() + " characters\n");
        }
    }

    @Nested
    class Jar {

        @Test
        void withRelativeElementsInItsManifest() throws Exception {
            Path libraries = Files.createDirectory(directory.resolve("lib"));
            List<String> elements = new ArrayList<>();
            for (Path element : Library.elements()) {
                String name = elements.size() + "-" + element.getFileName();
                Files.createSymbolicLink(libraries.resolve(name), element);
                elements.add("lib/" + name + (Files.isDirectory(element) ? "/" : ""));
            }
            Path jar = Library.jarOf(
                    directory.resolve("app.jar"),
                    List.of("Main-Class", Program.class.getName(), "Class-Path", String.join(" ", elements)),
                    Program.class);
            String output = run(ChildJvm.ofJar(jar));
            assertThat(output).contains("child's class path " + jar + "\n");
        }

        @Test
        void relativeToTheWorkingDirectory() throws Exception {
            Library.jarOf(directory.resolve("app.jar"), manifest(), Program.class);
            run(ChildJvm.ofJar(Path.of("app.jar")).directory(directory));
        }

        @Test
        void thatHoldsOnlyAManifest() throws Exception {
            Path program = programDirectory();
            Path jar = Library.jarOf(directory.resolve("app.jar"), manifest(program));
            String output = run(ChildJvm.ofJar(jar));
            assertThat(output).contains("child's class path " + program + ":");
        }

        @Test
        void thatHoldsOnlyAManifestAndIsDeletedWhileTheProgramRuns() throws Exception {
            Path program = programDirectory();
            Path jar = Library.jarOf(directory.resolve("app.jar"), manifest(program));
            run(ChildJvm.ofJar(jar, jar.toString()));
            assertThat(jar).doesNotExist();
        }

        private List<String> manifest(Path... first) {
            String elements = Stream.concat(Stream.of(first), Library.elements().stream())
                    .map(Path::toUri)
                    .map(URI::toString)
                    .collect(Collectors.joining(" "));
            return List.of("Main-Class", Program.class.getName(), "Class-Path", elements);
        }
    }

    @Nested
    class ModulePath {

        private static final String SOURCE = """
                package demo.app;

                import static io.multiproc.Multiprocessing.*;

                import io.multiproc.pool.ProcessPool;
                import io.multiproc.process.ChildProcess;
                import java.util.List;

                public final class Main {

                    public static void main(String[] args) throws Exception {
                        ChildProcess child = process(Main::tell, "an argument");
                        child.start();
                        child.join();
                        System.out.println("exit code " + child.exitCode().getAsInt());
                        try (ProcessPool pool = pool(1)) {
                            System.out.println("squares " + pool.map(Main::square, List.of(1, 2, 3, 4)));
                            System.out.println("points " + pool.map(Main::next, List.of(new Point(1, 2))));
                            try {
                                pool.apply(Main::fail, 1);
                            } catch (IllegalStateException e) {
                                System.out.println("failed as expected: " + e.getMessage());
                            }
                        }
                        System.out.println("end");
                    }

                    static void tell(String argument) {
                        System.out.println("child was given " + argument);
                        System.out.println("child's module " + Main.class.getModule());
                        System.out.println("child's class path '" + System.getProperty("java.class.path") + "'");
                    }

                    static int square(int number) {
                        return number * number;
                    }

                    static Point next(Point point) {
                        return new Point(point.x() + 1, point.y() + 1);
                    }

                    static int fail(int number) {
                        throw new IllegalStateException("number " + number);
                    }

                    record Point(int x, int y) {}
                }
                """;

        @Test
        void ofModulesOnly() throws Exception {
            Path module = compile("module demo.app { requires io.multiproc.api; opens demo.app; }");
            String output = run(ChildJvm.ofModule("demo.app/demo.app.Main").modulePath(Library.classPath(module)));
            assertThat(output)
                    .contains("child's module module demo.app\n")
                    .contains("child's class path ''\n")
                    .contains("points [Point[x=2, y=3]]\n")
                    .contains("failed as expected: number 1\n");
        }

        @Test
        void openToTheIpcModuleOnly() throws Exception {
            Path module = compile("module demo.app { requires io.multiproc.api; opens demo.app to io.multiproc.ipc; }");
            run(ChildJvm.ofModule("demo.app/demo.app.Main").modulePath(Library.classPath(module)));
        }

        @Test
        void withNettysNativeLibrary() throws Exception {
            String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
            Path module = compile("module demo.app { requires io.multiproc.api; opens demo.app; }");
            run(ChildJvm.ofModule("demo.app/demo.app.Main")
                    .modulePath(Library.classPath(module))
                    .jvmOptions("--enable-native-access=io.netty.common")
                    .jvmOptions("--add-modules", "io.netty.transport.epoll.linux." + architecture));
        }

        /** An automatic module, which reads the class path; as in a container, with all modules of the JDK. */
        @Test
        void ofTheProgramOnlyAndTheLibraryOnTheClassPath() throws Exception {
            Path module = Library.jarOfDirectory(directory.resolve("demo.app.jar"), javac("--class-path"));
            String output = run(ChildJvm.ofModule("demo.app/demo.app.Main")
                    .modulePath(module.toString())
                    .classPath(Library.classPath())
                    .jvmOptions("--add-modules", "ALL-DEFAULT"));
            assertThat(output)
                    .contains("child's module module demo.app\n")
                    .contains("child's class path '" + Library.classPath() + "'\n");
        }

        private Path compile(String descriptor) throws IOException {
            Path moduleInfo = Files.writeString(directory.resolve("module-info.java"), descriptor);
            return javac("--module-path", moduleInfo.toString());
        }

        private Path javac(String path, String... moreSources) throws IOException {
            Path source = Files.createDirectories(directory.resolve("source/demo/app"));
            Files.writeString(source.resolve("Main.java"), SOURCE);
            Path target = directory.resolve("demo.app");
            List<String> arguments = new ArrayList<>(List.of(path, Library.classPath()));
            arguments.addAll(List.of("--release", "17", "-d", target.toString()));
            arguments.addAll(List.of(moreSources));
            arguments.add(source.resolve("Main.java").toString());
            int result = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(System.out, System.err, arguments.toArray(new String[0]));
            assertThat(result).isZero();
            return target;
        }
    }

    @Nested
    class Options {

        @Test
        void thatChangeWhatCodeDoesAreInherited() throws Exception {
            String output = run(program()
                    .jvmOptions(
                            "-Dkey=a value with \"quotes\" and \\",
                            "-ea",
                            "-Xmx97m",
                            "--add-opens",
                            "java.base/java.lang=ALL-UNNAMED"));
            assertThat(output)
                    .contains("child's key a value with \"quotes\" and \\\n")
                    .contains("child asserts true\n")
                    .contains("-Xmx97m")
                    .contains("--add-opens=java.base/java.lang=ALL-UNNAMED");
        }

        @Test
        void thatTwoProcessesCannotShareAreNot() throws Exception {
            Path agent = Library.jarOf(
                    directory.resolve("agent.jar"), List.of("Premain-Class", Agent.class.getName()), Agent.class);
            Path log = directory.resolve("gc.log");
            String output = run(program()
                    .jvmOptions(
                            "-javaagent:" + agent,
                            "-Xlog:gc:file=" + log,
                            "-XX:HeapDumpPath=" + directory,
                            "-XX:ErrorFile=" + directory.resolve("error"),
                            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"));
            assertThat(output).containsOnlyOnce("agent loaded").containsOnlyOnce("Listening for transport");
            assertThat(optionsOfTheChild(output))
                    .doesNotContain("agent", "-Xlog", "HeapDumpPath", "ErrorFile")
                    .contains("-XX:");
        }

        @Test
        void inTheEnvironmentAreTakenOnceAndWithoutTheDebugger() throws Exception {
            for (String variable : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
                String output = run(
                        program()
                                .environment(
                                        variable,
                                        "-Dkey=of-the-environment"
                                                + " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"));
                assertThat(output)
                        .as(variable)
                        .containsOnlyOnce("Picked up " + variable)
                        .containsOnlyOnce("Listening for transport")
                        .contains("child's key of-the-environment\n");
                assertThat(optionsOfTheChild(output)).doesNotContain("jdwp");
            }
        }

        @Test
        void ofTheLaunchersOwnVariableAreTaken() throws Exception {
            String output = run(program().environment("JDK_JAVA_OPTIONS", "-Dkey=of-the-launcher -Xmx98m"));
            assertThat(output)
                    .containsOnlyOnce("NOTE: Picked up JDK_JAVA_OPTIONS")
                    .contains("child's key of-the-launcher\n");
            assertThat(optionsOfTheChild(output)).contains("-Xmx98m");
        }

        @Test
        void makeNoWarningOnlyBecauseOfChildren() throws Exception {
            ChildJvm program = program();
            if (Runtime.version().feature() >= 22) {
                program.jvmOptions("--enable-native-access=ALL-UNNAMED");
            }
            assertThat(run(program)).doesNotContainIgnoringCase("warning");
        }

        private ChildJvm program() throws IOException {
            return ChildJvm.of(Program.class).classPath(Library.classPath(programDirectory()));
        }

        private String optionsOfTheChild(String output) {
            return output.lines()
                    .filter(line -> line.startsWith("child's options "))
                    .collect(Collectors.joining());
        }
    }

    private Path programDirectory() throws IOException {
        return Library.directoryOf(directory.resolve("program"), Program.class);
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static String run(ChildJvm program) throws Exception {
        program.jvmOptions("-Dmultiproc.native=" + System.getProperty("multiproc.native", "true"));
        ChildJvm.Result result = program.run(LONG);
        assertDone(result.exitCode(), result.output());
        return result.output();
    }

    private String runScript(Path script) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder("/bin/sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output);
        assertDone(process.exitValue(), text);
        return text;
    }

    private static void assertDone(int exitCode, String output) {
        assertThat(output)
                .contains("child was given an argument\n")
                .contains("exit code 0\n")
                .contains("squares [1, 4, 9, 16]\n")
                .contains("end\n");
        assertThat(exitCode).isZero();
    }
}
