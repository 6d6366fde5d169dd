package io.multiproc.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

    private static final String HINT = "(./demo --list names the examples, ./demo --help the options)";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine line = DemoCommand.commandLine(new Display(print, 0));
        return line.setOut(new PrintWriter(print, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void listsTheExamples() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .map(line -> line.split(" ")[0])
                .containsExactlyElementsOf(
                        Example.ALL.stream().map(Example::name).toList())
                .contains("fork-tour", "run-proc", "pipe-hello", "pool-map", "image-thumbnails");
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: ./demo [-h] [--list] [--out=DIR] [--pictures=DIR] [--primes-below=N]")
                .contains(Example.ALL.stream().map(Example::name).toList());
    }

    @Test
    void suggestsTheExampleThatWasMeant() {
        assertThat(run("pool-mop")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("demo: no example is named pool-mop: did you mean pool-map?", HINT);
    }

    @Test
    void refusesANameThatResemblesNone() {
        assertThat(run("zzz")).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("demo: no example is named zzz", HINT);
    }

    @Test
    void saysWhereAFolderBelongs(@TempDir Path folder) {
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("for thumbnails of that folder, ./demo --pictures " + folder);
    }

    @Test
    void refusesAnUnknownOption() {
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("demo: there is no option --fast", HINT);
    }

    @Test
    void refusesALimitThatIsNoNumber() {
        assertThat(run("--primes-below", "many")).isEqualTo(2);
        assertThat(err.toString()).startsWith("demo: Invalid value for option '--primes-below': 'many' is not an int");
    }

    @Test
    void saysInALineWhatFolderIsMissing(@TempDir Path folder) {
        assertThat(run("image-thumbnails", folder.resolve("no").toString())).isEqualTo(1);
        assertThat(err).hasToString("demo: no such folder: %s%n".formatted(folder.resolve("no")));
    }
}
