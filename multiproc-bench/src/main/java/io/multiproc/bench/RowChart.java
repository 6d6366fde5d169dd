package io.multiproc.bench;

import io.multiproc.bench.BarChart.Bar;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;

/** The medians of one row: ours, CPython's, those of the peers, and a line where the goal is. */
final class RowChart {

    static final Color OURS = new Color(0x1B, 0x7F, 0x5C);
    static final Color CPYTHON = new Color(0x37, 0x76, 0xAB);
    private static final Color PEER = new Color(0xA9, 0xB0, 0xB7);

    private RowChart() {}

    static CategoryChart draw(Row row) {
        BarChart chart = new BarChart(title(row), axisTitle(row), bars(row));
        if (row.isTimed()) {
            chart.logarithmic();
        }
        if (!row.isTimed()) {
            chart.line(row.goal());
        } else if (row.cpython() != null) {
            chart.line(row.goal() * row.cpython().median());
        }
        return chart.chart();
    }

    private static List<Bar> bars(Row row) {
        List<Bar> bars = new ArrayList<>();
        bars.add(bar(Contest.OURS, row.ours(), OURS));
        if (row.cpython() != null) {
            bars.add(bar(Contest.CPYTHON, row.cpython(), CPYTHON));
        }
        row.peers().forEach((name, summary) -> bars.add(bar(name, summary, PEER)));
        return bars;
    }

    static Bar bar(String name, Summary summary, Color color) {
        return new Bar(name, Cells.rounded(summary.median()).doubleValue(), color);
    }

    private static String title(Row row) {
        return row.ratio() == null
                ? row.id()
                : row.id() + ": " + Cells.ratio(row) + " (goal " + Cells.goal(row) + ", the dashed line)";
    }

    private static String axisTitle(Row row) {
        String better = row.better() == Better.LOWER ? "lower is better" : "higher is better";
        return row.isTimed() ? row.unit() + ", " + better : "speed-up, " + better;
    }
}
