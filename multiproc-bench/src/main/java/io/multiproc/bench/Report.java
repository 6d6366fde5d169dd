package io.multiproc.bench;

import java.util.List;
import java.util.stream.Collectors;

/** The page report.md. */
final class Report {

    private static final String TEXT = """
            # multiproc beside CPython

            The last run, %s, measured %s.

            | | |
            | --- | --- |
            | Processors | %d (%s) |
            | System | %s |
            | JDK | %s |
            | Python | %s |
            | Load average at its start | %s |

            %s
            Medians; min–max is the noise. Both sides took turns in one session, each warm. The ratio is our median divided by
            CPython's; of `pool.speedup.cpu` it is the value itself. Where a row measures the starting of processes, CPython uses
            `spawn` as we do, and its own `fork` stands among the peers; elsewhere it uses its default start method. Rows of
            earlier runs have their own date and JDK. What each row does: docs/benchmarks.md.
            %s%s""";

    private Report() {}

    /**
     * Renders the page.
     *
     * @param measured ids of the last run
     * @param starts what there is to say of the starts of processes, in Markdown
     * @param charts file names of the charts beside the page
     */
    static String render(Machine machine, List<String> measured, List<Row> rows, String starts, List<String> charts) {
        return TEXT.formatted(
                machine.date(),
                measured.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", ")),
                machine.processors(),
                machine.model(),
                machine.system(),
                machine.jdk(),
                machine.python(),
                machine.loadText(),
                Table.markdown(rows),
                starts,
                charts.stream()
                        .map(chart -> "\n![" + chart.replace(".png", "") + "](" + chart + ")\n")
                        .collect(Collectors.joining()));
    }
}
