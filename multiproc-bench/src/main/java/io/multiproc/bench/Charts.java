package io.multiproc.bench;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;

/** A bar chart for each row: ours, CPython, the peers. */
final class Charts {

    static final int WIDTH = 900;

    private static final Color OURS = new Color(0x1B, 0x7F, 0x5C);
    private static final Color CPYTHON = new Color(0x37, 0x76, 0xAB);
    private static final Color PEER = new Color(0xA9, 0xB0, 0xB7);

    private Charts() {}

    /**
     * Draws a chart for each row.
     *
     * @return the names of the files, in the order of the rows
     */
    static List<String> write(List<Row> rows, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> names = new ArrayList<>();
        for (Row row : rows) {
            String name = row.id() + ".png";
            BitmapEncoder.saveBitmap(draw(row), folder.resolve(name).toString(), BitmapFormat.PNG);
            names.add(name);
        }
        return names;
    }

    private static CategoryChart draw(Row row) {
        Map<String, Summary> bars = bars(row);
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(480)
                .title(title(row))
                .yAxisTitle(axisTitle(row))
                .theme(ChartTheme.GGPlot2)
                .build();
        style(chart, row, bars);
        List<String> names = List.copyOf(bars.keySet());
        bars.forEach((name, summary) -> {
            List<@Nullable Double> values = new ArrayList<>(Collections.nCopies(names.size(), null));
            values.set(names.indexOf(name), summary.median());
            chart.addSeries(name, names, values).setFillColor(color(name));
        });
        return chart;
    }

    private static Map<String, Summary> bars(Row row) {
        Map<String, Summary> bars = new LinkedHashMap<>();
        bars.put(Contest.OURS, row.ours());
        if (row.cpython() != null) {
            bars.put(Contest.CPYTHON, row.cpython());
        }
        bars.putAll(row.peers());
        return bars;
    }

    private static void style(CategoryChart chart, Row row, Map<String, Summary> bars) {
        var style = chart.getStyler();
        style.setLegendVisible(false);
        style.setOverlapped(true);
        style.setAvailableSpaceFill(0.6);
        style.setLabelsVisible(true);
        style.setLabelsFont(font(Font.BOLD, 15));
        style.setChartTitleFont(font(Font.BOLD, 18));
        style.setAxisTitleFont(font(Font.PLAIN, 15));
        style.setAxisTickLabelsFont(font(Font.PLAIN, 15));
        if (!row.unit().equals("×")) {
            double least =
                    bars.values().stream().mapToDouble(Summary::median).min().orElse(1);
            style.setYAxisLogarithmic(true);
            style.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least)) - 1));
        }
    }

    private static String title(Row row) {
        return row.id() + (row.ratio() == null ? "" : ": " + Cells.ratio(row) + ", goal " + Cells.goal(row));
    }

    private static String axisTitle(Row row) {
        return row.unit() + ", " + (row.better() == Better.LOWER ? "lower" : "higher") + " is better";
    }

    private static Color color(String name) {
        return switch (name) {
            case Contest.OURS -> OURS;
            case Contest.CPYTHON -> CPYTHON;
            default -> PEER;
        };
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
