package io.multiproc.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.examples.ImageThumbnails;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSetTest {

    @Test
    void makesPicturesOfWhichExactlyOneIsBroken(@TempDir Path folder) throws IOException {
        List<Path> pictures = PictureSet.create(folder);
        assertThat(pictures).hasSize(PictureSet.SIZE).doesNotHaveDuplicates();
        List<Path> broken =
                pictures.stream().filter(picture -> !isReadable(picture)).toList();
        assertThat(broken)
                .singleElement()
                .satisfies(picture -> assertThat(picture).hasFileName(PictureSet.BROKEN));

        Path out = Files.createDirectory(folder.resolve("out"));
        assertThatThrownBy(() -> ImageThumbnails.createThumbnail(broken.get(0), out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PNG");
        BufferedImage thumbnail = ImageIO.read(ImageThumbnails.createThumbnail(pictures.get(pictures.size() - 1), out)
                .toFile());
        assertThat(Math.max(thumbnail.getWidth(), thumbnail.getHeight())).isEqualTo(128);
    }

    private static boolean isReadable(Path picture) {
        try {
            return ImageIO.read(picture.toFile()) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
