package io.multiproc.bench;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;

/** A line for each number of workers: the cost of a task over its length. */
final class TaskCostChart {

    private static final int HEIGHT = 500;

    private TaskCostChart() {}

    static CategoryChart draw(TaskCosts costs) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(BarChart.WIDTH)
                .height(HEIGHT)
                .title("A task of a map, chunk size 1: time of the map / tasks")
                .xAxisTitle("length of a task")
                .yAxisTitle("us a task, lower is better")
                .build();
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
        chart.getStyler().setOverlapped(true); // else the points of each line stand beside their marks
        chart.getStyler().setYAxisLogarithmic(true);
        costs.byWorkers()
                .forEach((workers, row) ->
                        chart.addSeries(workers == 1 ? "1 worker" : workers + " workers", TaskCosts.lengths(), row));
        return chart;
    }
}
