package io.multiproc.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;

/** A chart of labelled bars, each in a colour of its own, in the look that all our charts have. */
final class BarChart {

    /** Of a chart; one with more bars than have room there is as wide as they need. */
    static final int WIDTH = 900;

    /** What the figure on a bar needs when it stands upright. */
    private static final int BAR_WIDTH = 40;

    private static final int HEIGHT = 600;
    private static final float[] DASHES = {8, 6};
    private static final Color LINE = new Color(0xC0, 0x39, 0x2B);
    private static final Color GRID = new Color(0xE3, 0xE6, 0xE8);

    private final CategoryChart chart;
    private final List<Bar> bars;

    BarChart(String title, String axisTitle, List<Bar> bars) {
        this.bars = bars;
        this.chart = new CategoryChartBuilder()
                .width(Math.max(WIDTH, BAR_WIDTH * bars.size()))
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(axisTitle)
                .build();
        style(chart.getStyler());
        List<String> labels = bars.stream().map(Bar::label).toList();
        for (int i = 0; i < bars.size(); i++) {
            List<@Nullable Double> values = new ArrayList<>(Collections.nCopies(bars.size(), null));
            values.set(i, bars.get(i).value());
            chart.addSeries(bars.get(i).label(), labels, values)
                    .setFillColor(bars.get(i).color());
        }
    }

    /** Bars that differ by powers of ten: the least is a decade high at least, and has room for its figure. */
    BarChart logarithmic() {
        double least = bars.stream().mapToDouble(Bar::value).min().orElse(1);
        double greatest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        CategoryStyler style = chart.getStyler();
        style.setYAxisLogarithmic(true);
        style.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least)) - 1));
        style.setYAxisMax(Math.pow(10, Math.floor(Math.log10(greatest)) + 1));
        return this;
    }

    /** Labels and figures that need more room than their bar is wide. */
    BarChart upright() {
        chart.getStyler().setXAxisLabelRotation(90);
        chart.getStyler().setLabelsRotation(90);
        return this;
    }

    /** A dashed line across the bars. */
    BarChart line(double value) {
        chart.addAnnotation(new AnnotationLine(value, false, false));
        return this;
    }

    CategoryChart chart() {
        return chart;
    }

    private static void style(CategoryStyler style) {
        style.setLegendVisible(false);
        style.setOverlapped(true);
        style.setAvailableSpaceFill(0.6);
        style.setLabelsVisible(true);
        style.setLabelsFont(font(Font.BOLD, 16));
        style.setChartTitleFont(font(Font.BOLD, 18));
        style.setAxisTitleFont(font(Font.PLAIN, 15));
        style.setAxisTickLabelsFont(font(Font.PLAIN, 15));
        style.setYAxisDecimalPattern("#,##0.#####");
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotBorderVisible(false);
        style.setChartTitlePadding(12);
        style.setAnnotationLineColor(LINE);
        style.setAnnotationLineStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0));
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** One bar; the value is shown on it, in three significant digits. */
    record Bar(String label, double value, Color color) {}
}
