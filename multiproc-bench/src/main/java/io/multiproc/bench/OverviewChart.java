package io.multiproc.bench;

import io.multiproc.bench.BarChart.Bar;
import java.awt.Color;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;

/** The ratios to CPython of all rows that have one. */
final class OverviewChart {

    private static final Color MET = new Color(0x1B, 0x7F, 0x5C);
    private static final Color MISSED = new Color(0xE0, 0x8E, 0x2B);

    private OverviewChart() {}

    /** Whether the row has a ratio to CPython. */
    static boolean shows(Row row) {
        return row.isTimed() && row.ratio() != null;
    }

    static CategoryChart draw(List<Row> rows) {
        List<Bar> bars = rows.stream()
                .filter(OverviewChart::shows)
                .map(OverviewChart::bar)
                .toList();
        return new BarChart(
                        "multiproc / CPython (green: goal met, orange: missed; dashed line: as CPython)", "ratio", bars)
                .logarithmic()
                .upright()
                .line(1)
                .chart();
    }

    private static Bar bar(Row row) {
        double ratio = Objects.requireNonNull(row.ratio(), "ratio");
        return new Bar(
                row.id(), Cells.rounded(ratio).doubleValue(), row.better().meets(ratio, row.goal()) ? MET : MISSED);
    }
}
