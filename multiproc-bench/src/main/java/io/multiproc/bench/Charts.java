package io.multiproc.bench;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;

/** The pictures beside the report: an overview, curves of a contended lock, and a chart for each row. */
final class Charts {

    private static final String OVERVIEW = "overview.png";
    private static final String CONTENTION = "lock-contention.png";

    private Charts() {}

    /**
     * Draws an overview, how costs grow, and a chart for each row.
     *
     * @return the names of the files, the overview first, then those of several rows, and what a task costs if that was
     *     drawn
     * @throws IllegalStateException if this JVM cannot draw
     */
    static List<String> write(List<Row> rows, Path folder) throws IOException {
        Throwable cause = unavailabilityCause();
        if (cause != null) {
            throw new IllegalStateException("this JVM cannot draw: " + cause + " (install a JDK with AWT, and a font)");
        }
        Files.createDirectories(folder);
        List<String> names = new ArrayList<>();
        if (rows.stream().anyMatch(OverviewChart::shows)) {
            names.add(save(OverviewChart.draw(rows), folder, OVERVIEW));
        }
        if (ContentionChart.shows(rows)) {
            names.add(save(ContentionChart.draw(rows), folder, CONTENTION));
        }
        for (GrowthChart growth : GrowthChart.all()) {
            Optional<CategoryChart> chart = growth.draw(rows);
            if (chart.isPresent()) {
                names.add(save(chart.get(), folder, growth.fileName()));
            }
        }
        if (Files.exists(folder.resolve(TaskCosts.CHART))) { // from this run or an earlier one, as rows are
            names.add(TaskCosts.CHART);
        }
        for (Row row : rows) {
            names.add(save(RowChart.draw(row), folder, row.id() + ".png"));
        }
        return names;
    }

    /** Why this JVM cannot draw, such as a system without fonts; null if it can. */
    static @Nullable Throwable unavailabilityCause() {
        try {
            BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            image.createGraphics().getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 1));
            return null;
        } catch (LinkageError | InternalError | RuntimeException e) {
            return e;
        }
    }

    private static String save(CategoryChart chart, Path folder, String name) throws IOException {
        BitmapEncoder.saveBitmap(chart, folder.resolve(name).toString(), BitmapFormat.PNG);
        return name;
    }
}
