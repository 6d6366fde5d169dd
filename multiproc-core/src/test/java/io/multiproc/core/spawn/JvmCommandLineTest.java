package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandLineTest {

    @TempDir
    Path directory;

    private static List<String> build(List<String> options, Path argumentFile) throws IOException {
        JvmSettings alike = JvmSettings.alike();
        return JvmCommandLine.build(
                new JvmSettings(options, Map.of(), null, alike.output(), alike.errorOutput()), argumentFile);
    }

    @Nested
    class Build {

        @Test
        void beginsWithThisJavaAndEndsWithTheMainClassOfAChild() throws Exception {
            List<String> command = build(List.of(), directory.resolve("arguments"));
            assertThat(command.get(0))
                    .isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java")
                            .toString());
            assertThat(command).containsSequence("-cp", ClassPath.current()).endsWith(SpawnMain.class.getName());
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void putsTheProgramsOptionsAfterTheInheritedOnesSoThatTheyWin() throws Exception {
            List<String> command = build(List.of("-Xmx1m", "-cp", "other"), directory.resolve("arguments"));
            assertThat(command)
                    .containsSubsequence("-XX:-UsePerfData", "-cp", ClassPath.current(), "-Xmx1m", "-cp", "other");
        }

        @Test
        void putsFurtherEntriesAtTheEndOfTheClassPath() throws Exception {
            JvmSettings jvm =
                    JvmSettings.alike().withClassPath(List.of(Path.of("/more/one.jar"), Path.of("/more/two")));
            assertThat(JvmCommandLine.build(jvm, directory.resolve("arguments")))
                    .containsSequence("-cp", ClassPath.current() + ":/more/one.jar:/more/two");
        }

        @Test
        void choosesTheSerialCollectorUnlessTheProgramChoosesOne() throws Exception {
            assertThat(build(List.of(), directory.resolve("arguments"))).contains("-XX:+UseSerialGC");
            assertThat(build(List.of("-XX:+UseParallelGC"), directory.resolve("arguments")))
                    .contains("-XX:+UseParallelGC")
                    .doesNotContain("-XX:+UseSerialGC");
        }

        @Test
        void movesWhatIsTooLongForACommandLineToAFile() throws Exception {
            Path file = directory.resolve("arguments");
            String option = "-Dlong=" + "x".repeat(100_000);
            List<String> command = build(List.of(option), file);
            assertThat(command).hasSize(2).endsWith("@" + file);
            assertThat(file).content().contains("\"" + option + "\"\n").endsWith("SpawnMain\"\n");
        }
    }

    @Nested
    class ForChildren {

        @Test
        void usesAnArchiveOfClassesWhereItLies() {
            assertThat(JvmCommandLine.forChildren(List.of("-Xmx64m")))
                    .startsWith("-Xmx64m")
                    .containsSubsequence("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
        }

        @Test
        void leavesWhatTheProgramHasChosen() {
            assertThat(JvmCommandLine.forChildren(
                            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=1")))
                    .contains("-XX:ArchiveRelocationMode=1")
                    .doesNotContain("-XX:ArchiveRelocationMode=0");
        }

        @Test
        void compilesLaterThanAProgramWouldThatDoesNotChooseWhen() {
            assertThat(JvmCommandLine.forChildren(List.of()))
                    .contains(
                            "-XX:Tier3InvocationThreshold=1000",
                            "-XX:Tier3MinInvocationThreshold=500",
                            "-XX:Tier3CompileThreshold=10000");
            for (String own : List.of("-XX:Tier3CompileThreshold=300", "-XX:CompileThresholdScaling=2")) {
                assertThat(JvmCommandLine.forChildren(List.of(own)))
                        .contains(own)
                        .noneMatch(option -> option.startsWith("-XX:Tier3Invocation"));
            }
        }

        @Test
        void leavesItToTheProgramWhetherAFullHeapEndsAChild() {
            assertThat(JvmCommandLine.forChildren(List.of())).contains("-XX:+ExitOnOutOfMemoryError");
            assertThat(JvmCommandLine.forChildren(List.of("-XX:+ExitOnOutOfMemoryError")))
                    .containsOnlyOnce("-XX:+ExitOnOutOfMemoryError");
            assertThat(JvmCommandLine.forChildren(List.of("-XX:-ExitOnOutOfMemoryError")))
                    .contains("-XX:-ExitOnOutOfMemoryError")
                    .doesNotContain("-XX:+ExitOnOutOfMemoryError");
        }

        /** Otherwise each generation would need a class cache of its own. */
        @Test
        void areTheSameInEachGeneration() {
            List<String> children = JvmCommandLine.forChildren(List.of("-Xmx64m", "-Dkey=value"));
            assertThat(JvmCommandLine.forChildren(children)).isEqualTo(children);
        }
    }

    @Nested
    @ExtendWith(CleanExit.class)
    class Quoted {

        @Test
        void isReadByTheLauncherAsItWas() throws Exception {
            List<String> arguments = List.of(
                    "plain",
                    "with spaces  and\ttabs",
                    "",
                    "\"quoted\" and 'quoted'",
                    "back\\slash\\n \\\\ and at the end\\",
                    "# no comment",
                    "@no file",
                    "-Dkey=value=value",
                    "lines\nof\r\ntext",
                    "form\ffeed");
            List<String> all = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
            all.add(Echo.class.getName());
            all.addAll(arguments);
            Path file = Files.writeString(directory.resolve("arguments"), JvmCommandLine.quoted(all));
            ChildJvm.Result result = ChildJvm.of(Echo.class)
                    .classPath(null)
                    .jvmOptions("@" + file)
                    .run(Duration.ofSeconds(30));
            // the main class that is named after the file is an argument of the one in it
            List<String> echoed = result.output()
                    .lines()
                    .map(line -> new String(HexFormat.of().parseHex(line.substring(1)), StandardCharsets.UTF_8))
                    .toList();
            assertThat(echoed.subList(0, echoed.size() - 1)).isEqualTo(arguments);
        }
    }
}
