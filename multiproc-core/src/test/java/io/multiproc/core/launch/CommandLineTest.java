package io.multiproc.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One program, put together in the ways there are, with each start method. */
@ExtendWith(CleanExit.class)
class CommandLineTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int FIRST_WITH_NATIVE_ACCESS_WARNING = 22;

    @TempDir
    Path directory;

    private static void assertSquares(ChildJvm program, String method) throws Exception {
        ChildJvm.Result result = program.run(LONG);
        assertThat(result.output()).isEqualToNormalizingNewlines(method + " -> [1, 4, 9]\n");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver", "thread"})
    @Conforms("MultiProcessingCmdLineMixin.test_basic_script")
    @Conforms("MultiProcessingCmdLineMixin.test_script_compiled")
    @Conforms("MultiProcessingCmdLineMixin.test_directory_compiled")
    @Conforms("MultiProcessingCmdLineMixin.test_module_in_package")
    void aDirectoryOfClasses(String method) throws Exception {
        Path classes = Library.directoryOf(directory, Squares.class, SquareFunction.class);
        assertSquares(ChildJvm.of(Squares.class, method).classPath(Library.classPath(classes)), method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver", "thread"})
    @Conforms("MultiProcessingCmdLineMixin.test_zipfile_compiled")
    @Conforms("MultiProcessingCmdLineMixin.test_module_in_subpackage_in_zipfile")
    void aJarWithAMainClassDeepInside(String method) throws Exception {
        Path jar = Library.jarOf(directory.resolve("app.jar"), manifest(), Squares.class, SquareFunction.class);
        assertSquares(ChildJvm.ofJar(jar, method), method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver", "thread"})
    @Conforms("MultiProcessingCmdLineMixin.test_basic_script_no_suffix")
    void aJarWhoseNameHasNoSuffix(String method) throws Exception {
        Path jar = Library.jarOf(directory.resolve("app"), manifest(), Squares.class, SquareFunction.class);
        assertSquares(ChildJvm.ofJar(jar, method), method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "forkserver", "thread"})
    @Conforms("MultiProcessingCmdLineMixin.test_package")
    void aModule(String method) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/demo/squares"));
        Files.writeString(source.resolve("Main.java"), """
                package demo.squares;

                import static io.multiproc.Multiprocessing.*;

                import io.multiproc.process.StartMethod;
                import java.util.List;

                public final class Main {

                    public static void main(String[] args) throws Exception {
                        setStartMethod(StartMethod.of(args[0]));
                        try (var pool = pool(2)) {
                            pool.mapAsync(Main::square, List.of(1, 2, 3), 1,
                                    results -> System.out.println(args[0] + " -> " + results),
                                    Throwable::printStackTrace)
                                .await();
                        }
                    }

                    static int square(int number) {
                        return number * number;
                    }
                }
                """);
        Path descriptor = Files.writeString(
                directory.resolve("source/module-info.java"),
                "module demo.squares { requires io.multiproc.api; opens demo.squares; }");
        Path target = directory.resolve("demo.squares");
        assertThat(ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--module-path",
                                Library.classPath(),
                                "--release",
                                "17",
                                "-d",
                                target.toString(),
                                descriptor.toString(),
                                source.resolve("Main.java").toString()))
                .isZero();
        ChildJvm program =
                ChildJvm.ofModule("demo.squares/demo.squares.Main", method).modulePath(Library.classPath(target));
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_WARNING) {
            program.jvmOptions("--enable-native-access=io.netty.common"); // else the warning stands in the output
        }
        assertSquares(program, method);
    }

    private static List<String> manifest() {
        String elements =
                Library.elements().stream().map(Path::toUri).map(URI::toString).collect(Collectors.joining(" "));
        return List.of("Main-Class", Squares.class.getName(), "Class-Path", elements);
    }
}
