package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {

    @TempDir
    Path folder;

    @Test
    void drawsAPictureForEachRow() throws IOException {
        List<String> names = Charts.write(List.of(Rows.row("pool.apply", 12.34, 206.0), Rows.speedupRow()), folder);

        assertThat(names).containsExactly("pool.apply.png", "pool.speedup.cpu.png");
        for (String name : names) {
            assertThat(ImageIO.read(folder.resolve(name).toFile()).getWidth()).isEqualTo(Charts.WIDTH);
        }
    }

    @Test
    void drawsARowWithoutCPython() throws IOException {
        assertThat(Charts.write(List.of(Rows.row("pool.apply", 0.0031, null)), folder))
                .containsExactly("pool.apply.png");
    }
}
