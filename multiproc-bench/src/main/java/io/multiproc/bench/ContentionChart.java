package io.multiproc.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What a lock costs when more and more processes want it: a curve for us and one for CPython, of medians, and below
 * each, dashed, that of the quickest runs. Where the two are far apart the machine had other things to do.
 */
final class ContentionChart {

    /** How many processes there are in each of these rows. */
    private static final Map<String, Integer> PROCESSES = new LinkedHashMap<>();

    static {
        PROCESSES.put("lock.contended.1", 1);
        PROCESSES.put("lock.contended", 2);
        PROCESSES.put("lock.contended.4", 4);
        PROCESSES.put("lock.contended.8", 8);
    }

    private static final Color OURS = new Color(0x1B, 0x7F, 0x5C);
    private static final Color CPYTHON = new Color(0x37, 0x76, 0xAB);
    private static final float[] DASHES = {6, 6};
    private static final int HEIGHT = 500;

    private ContentionChart() {}

    /** Whether there are points enough for a curve. */
    static boolean shows(List<Row> rows) {
        return measured(rows).size() > 1;
    }

    static CategoryChart draw(List<Row> rows) {
        List<Row> measured = measured(rows);
        CategoryChart chart = new CategoryChartBuilder()
                .width(BarChart.WIDTH)
                .height(HEIGHT)
                .title("a lock that so many processes take all the time")
                .xAxisTitle("processes, on " + Runtime.getRuntime().availableProcessors() + " processors")
                .yAxisTitle(measured.get(0).unit() + " for acquire and release, median, lower is better")
                .build();
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
        chart.getStyler().setOverlapped(true); // else the points of each line stand beside their marks
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        chart.getStyler().setYAxisMin(0.0);
        addCurve(
                chart,
                Contest.OURS,
                OURS,
                measured,
                measured.stream().map(Row::ours).toList());
        List<Row> compared =
                measured.stream().filter(row -> row.cpython() != null).toList();
        if (!compared.isEmpty()) {
            addCurve(
                    chart,
                    Contest.CPYTHON,
                    CPYTHON,
                    compared,
                    compared.stream()
                            .map(row -> Objects.requireNonNull(row.cpython(), "cpython"))
                            .toList());
        }
        return chart;
    }

    private static void addCurve(CategoryChart chart, String name, Color color, List<Row> rows, List<Summary> points) {
        List<Integer> processes = new ArrayList<>();
        rows.forEach(row -> processes.add(Objects.requireNonNull(PROCESSES.get(row.id()), row.id())));
        CategorySeries curve = chart.addSeries(
                name, processes, points.stream().map(Summary::median).toList());
        curve.setLineColor(color);
        curve.setMarkerColor(color);
        curve.setMarker(SeriesMarkers.CIRCLE);
        CategorySeries quickest = chart.addSeries(
                name + ", quickest run",
                processes,
                points.stream().map(Summary::min).toList());
        quickest.setLineColor(color);
        quickest.setLineStyle(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, DASHES, 0));
        quickest.setMarker(SeriesMarkers.NONE);
    }

    private static List<Row> measured(List<Row> rows) {
        return PROCESSES.keySet().stream()
                .flatMap(id -> rows.stream().filter(row -> row.id().equals(id)))
                .toList();
    }
}
