package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Machine MACHINE =
            new Machine(2, "Some CPU", "Linux 6.1 amd64", "OpenJDK 17", "CPython 3.11", 1.5, "2026-11-20T10:00:00Z");

    @Test
    void showsTheMachineAndTheRows() {
        String page = Report.render(
                MACHINE,
                List.of("pool.apply"),
                List.of(Rows.row("pool.apply", 12.34, 206.0), Rows.speedupRow()),
                "\nThe class cache of children was in use.\n",
                List.of("pool.apply.png"));

        assertThat(page)
                .contains("| Processors | 2 (Some CPU) |")
                .contains("| Load average at its start | 1.50 (others are at work: the figures are noisy) |")
                .contains("| `pool.apply` | 12.3 µs | 11.1–14.8 | 206 µs | 185–247 | 0.0599 × | ≤ 0.1 × | met |"
                        + " thread pool 4.2 µs, ProcessBuilder 45600 µs | 3 | 17.0.1 |")
                .contains("| `pool.speedup.cpu` | 1.97 × | 1.77–2.36 | 1.75 × |")
                .contains("| ≥ 1.95 × | met |")
                .contains("docs/benchmarks.md.\n\nThe class cache of children was in use.\n\n![")
                .contains("![pool.apply](pool.apply.png)");
    }

    @Test
    void saysThatCPythonIsAbsent() {
        String page = Report.render(
                MACHINE, List.of("pool.apply"), List.of(Rows.row("pool.apply", 12.34, null)), "", List.of());

        assertThat(page).contains("| absent |  |  | ≤ 0.1 × | nothing to compare with |");
    }

    @Test
    void alignsTheTableOnTheTerminal() {
        String[] lines = Table.terminal(List.of(Rows.row("pool.apply", 12.34, 206.0), Rows.speedupRow()))
                .split("\n");

        assertThat(lines).hasSize(3);
        assertThat(lines[0].indexOf("CPython"))
                .isEqualTo(lines[1].indexOf("206 µs"))
                .isEqualTo(lines[2].indexOf("1.75 ×"));
    }
}
