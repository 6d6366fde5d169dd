package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.BitmapEncoder;

class ChartsTest {

    @TempDir
    Path folder;

    @Test
    void drawsAnOverviewAndAPictureForEachRow() throws IOException {
        List<Row> rows = List.of(Rows.row("pool.apply", 12.34, 206.0), Rows.speedupRow());

        assertDrawn(rows, "overview.png", "pool.apply.png", "pool.speedup.cpu.png");
    }

    @Test
    void drawsCurvesOfALockThatManyWant() throws IOException {
        List<Row> rows = List.of(
                Rows.row("lock.contended", 0.1, 0.4),
                Rows.row("lock.contended.1", 0.02, null),
                Rows.row("lock.contended.8", 0.3, 1.2));

        assertDrawn(
                rows,
                "overview.png",
                "lock-contention.png",
                "lock.contended.png",
                "lock.contended.1.png",
                "lock.contended.8.png");
    }

    @Test
    void drawsARowWithoutCPython() throws IOException {
        assertDrawn(List.of(Rows.row("pool.apply", 0.0031, null)), "pool.apply.png");
    }

    @Test
    void drawsHowACostGrowsWhereAllOfItIsMeasured() throws IOException {
        List<Row> rows = List.of(
                Rows.row("queue.throughput.small", 0.2, 4.5),
                Rows.row("queue.attached.4", 0.3, 5.0),
                Rows.row("queue.attached.16", 0.4, null));

        assertDrawn(
                rows,
                "overview.png",
                "queue.growth.png",
                "queue.throughput.small.png",
                "queue.attached.4.png",
                "queue.attached.16.png");
    }

    @Test
    void showsWhatATaskCostsWhereThatWasMeasured() throws IOException {
        new TaskCosts(Map.of(1, List.of(2.0, 12.0, 102.0, 1_002.0))).write(folder);

        assertThat(folder.resolve("task-cost.csv"))
                .hasContent("workers,empty,10 us,100 us,1 ms\n1,2.00,12.00,102.00,1002.00\n");
        assertDrawn(List.of(Rows.row("pool.apply", 0.0031, null)), TaskCosts.CHART, "pool.apply.png");
    }

    @Test
    void makesRoomForManyRows() {
        Assumptions.assumeTrue(Charts.unavailabilityCause() == null, "this JVM cannot draw");
        List<Row> rows = IntStream.range(0, 40)
                .mapToObj(i -> Rows.row("pool.apply." + i, 12.34, 206.0))
                .toList();
        BufferedImage drawn = BitmapEncoder.getBufferedImage(OverviewChart.draw(rows));
        assertThat(drawn.getWidth()).isEqualTo(1_600);
    }

    private void assertDrawn(List<Row> rows, String... names) throws IOException {
        if (Charts.unavailabilityCause() != null) {
            assertThatThrownBy(() -> Charts.write(rows, folder)).hasMessageStartingWith("this JVM cannot draw: ");
            return;
        }
        assertThat(Charts.write(rows, folder)).containsExactly(names);
        for (String name : names) {
            assertThat(ImageIO.read(folder.resolve(name).toFile()).getWidth()).isEqualTo(BarChart.WIDTH);
        }
    }
}
