package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmSetupTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx33g",
                "-XX:MaxRAMPercentage=50",
                "-XX:+UseZGC",
                "-XX:-UseCompressedOops",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-preview"
            })
    void keepsWhatMatters(String option) {
        assertThat(of("", option).options()).containsExactly(option);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx64m",
                "-Xmx31G",
                "-Xmx1000000",
                "-Dkey=value",
                "-ea",
                "-Xlog:gc",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xss1m",
                "-agentlib:jdwp=x"
            })
    void passesOverWhatMayDiffer(String option) {
        assertThat(of("", option).options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-XX:SharedArchiveFile=/own",
                "-XX:ArchiveClassesAtExit=/own",
                "-XX:+AutoCreateSharedArchive",
                "-XX:AOTCache=/own",
                "-XX:AOTMode=off",
                "-XX:DumpLoadedClassList=/own",
                "-Djava.system.class.loader=Own",
                "--patch-module=a=b",
                "-cp",
                "--add-modules"
            })
    void givesWayToTheUsersOwnArrangements(String option) {
        assertThat(JvmSetup.of(List.of(option), "", null, null)).isNull();
    }

    @Test
    void takesTheJarsAtTheFrontOfTheClassPath() throws Exception {
        Path one = Files.createFile(folder.resolve("one.jar"));
        Path two = Files.createFile(folder.resolve("two.jar"));
        assertThat(of(one + ":" + two + ":" + folder + ":" + one).archivable()).isEqualTo(one + ":" + two);
        assertThat(of(folder + ":" + one).archivable()).isEmpty();
        assertThat(of(one + ":" + folder.resolve("missing.jar") + ":" + two).archivable())
                .isEqualTo(one.toString());
        assertThat(of("").archivable()).isEmpty();
    }

    @Test
    void doesNotDependOnTheOrderOfOptions() {
        JvmSetup one =
                of("", "-XX:+UnlockDiagnosticVMOptions", "-XX:+UseSerialGC", "--add-modules=a", "--add-modules=b");
        JvmSetup two =
                of("", "--add-modules=b", "-XX:+UseSerialGC", "--add-modules=a", "-XX:+UnlockDiagnosticVMOptions");
        assertThat(one).isEqualTo(two);
        assertThat(one.options())
                .as("what unlocks comes first")
                .containsExactly(
                        "-XX:+UnlockDiagnosticVMOptions", "--add-modules=a", "--add-modules=b", "-XX:+UseSerialGC");
    }

    @Test
    void keepsTheLastOptionOfAName() {
        assertThat(of("", "-XX:+UseSerialGC", "-XX:-UseSerialGC").options()).containsExactly("-XX:-UseSerialGC");
        assertThat(of("", "-Xmx40g", "-XX:MaxHeapSize=50g").options()).containsExactly("-XX:MaxHeapSize=50g");
        assertThat(of("", "-XX:MaxRAMPercentage=20", "-XX:MaxRAMPercentage=30").options())
                .containsExactly("-XX:MaxRAMPercentage=30");
    }

    private static JvmSetup of(String classPath, String... options) {
        return Objects.requireNonNull(JvmSetup.of(List.of(options), classPath, null, null));
    }
}
