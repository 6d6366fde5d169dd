package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.activeChildren;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import java.time.Duration;

/** A process that was to end in one of the ways, and what it should have left. */
record Ended(ChildProcess child, Ending ending) {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** Waits for the end, and checks what the parent knows of it. */
    void awaitAndCheck() throws InterruptedException {
        assertThat(child.join(LONG)).as("%s ended in time: %s", ending, child).isTrue();
        assertThat(child.exitCode()).as("%s: %s", ending, child).hasValue(ending.exitCode());
        assertThat(child.toString()).as("%s", ending).contains("stopped: " + ending.inWords());
        assertThat(child.isAlive()).as("%s: %s", ending, child).isFalse();
        assertThat(activeChildren()).as("%s", ending).doesNotContain(child);
        assertThat(child.crashReport().isPresent()).as("%s: report", ending).isEqualTo(ending.isCrash());
        child.crashReport()
                .ifPresent(report -> assertThat(report).contains("JRE version").contains(ending.name()));
    }

    /** Checks all that the process has written. */
    void checkWords(String output, String errors) {
        check(ending.words(), output, errors);
    }

    /** Checks all that the process has written to standard output and error, if both are one. */
    void checkWords(String outputAndErrors) {
        check(ending.words().together(), outputAndErrors, "");
    }

    private void check(Words words, String output, String errors) {
        String rest = output.replace(Ending.BEFORE, "");
        int times = (output.length() - rest.length()) / Ending.BEFORE.length();
        assertThat(ending.heldBack().allows(times))
                .as("%s, held back: %s, written %s times:%n%s", ending, ending.heldBack(), times, output)
                .isTrue();
        assertThat(rest).as("%s: output", ending).matches(words.outputOf(child.name()));
        assertThat(errors).as("%s: errors", ending).matches(words.errorsOf(child.name()));
    }
}
