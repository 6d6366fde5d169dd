package io.multiproc.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.examples.Program;
import io.multiproc.examples.pictures.PictureFolder;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./demo} as a user does, without its shell script. */
@ExtendWith(CleanExit.class)
class MainJobTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    @TempDir
    Path temporary;

    private ChildJvm demo(String... arguments) {
        return Program.of(DemoMain.class, arguments).jvmOptions("-Djava.io.tmpdir=" + temporary);
    }

    @Test
    void endsWithASummaryOfThreeLinesAndLeavesNothing() throws Exception {
        ChildJvm.Result result = demo("--primes-below", "200000").run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("\r");
        List<String> lines = result.output().lines().toList();
        assertThat(lines)
                .contains("thumbnails: 280 of 280 (100 %)", "Both counted 17,984.")
                .anyMatch(line -> line.startsWith("failed: " + PictureSet.BROKEN + ": "));
        List<String> summary = lines.subList(lines.lastIndexOf("") + 1, lines.size());
        assertThat(summary).hasSize(3);
        assertThat(summary.get(0))
                .matches("speed-up: +\\d+\\.\\d\\d on \\d+ child JVMs \\(.* s in sequence, .* s in the pool\\)");
        assertThat(summary.get(1)).matches("thumbnails: +279 done, 1 failed, \\d+ a second");
        assertThat(summary.get(2)).matches("killed worker: pid \\d+, its task failed, 39 of 39 others finished");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void keepsTheThumbnailsOfAFolderWhereItIsTold(@TempDir Path folder) throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        PictureFolder.examples(pictures);
        Path out = folder.resolve("out");
        ChildJvm.Result result = demo(
                        "--primes-below", "1000", "--pictures", pictures.toString(), "--out", out.toString())
                .run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines())
                .contains("Both counted 168.", "The thumbnails are in %s.".formatted(out))
                .anyMatch(line -> line.matches("thumbnails: +7 done, 0 failed, \\d+ a second"));
        assertThat(PictureFolder.list(out)).hasSize(7);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void refusesToReplaceThePicturesBeforeTheFirstJob(@TempDir Path pictures) throws Exception {
        PictureFolder.examples(pictures);
        ChildJvm.Result result = demo("--pictures", pictures.toString(), "--out", pictures.toString())
                .run(LONG);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).startsWith("demo: thumbnails would replace the pictures in " + pictures);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void leavesNoProcessWhenItIsKilledAndNoFileAfterTheNextStart() throws Exception {
        try (ChildJvm.Running demo = demo("--primes-below", "2000000").start()) {
            demo.awaitOutput("in the pool: 5 of 50", LONG);
            List<ProcessHandle> workers = demo.process().descendants().toList();
            assertThat(workers).hasSizeGreaterThanOrEqualTo(2);
            demo.process().destroyForcibly();
            CompletableFuture.allOf(workers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(temporary).isNotEmptyDirectory();
        assertThat(demo("image-thumbnails").run(LONG).exitCode()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void runsAnExampleByName() throws Exception {
        ChildJvm.Result result = demo("run-proc", "bob").run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("Run child process bob (");
    }
}
