package io.multiproc.examples.demo;

import io.multiproc.examples.pictures.PictureFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;

/** Makes 280 picture files of the seven photographs: eight widths, five copies each; one of them is broken. */
final class PictureSet {

    static final int SIZE = 280;

    /** An upload that broke off: the first half of a PNG file. */
    static final String BROKEN = "astronaut-cut-off.png";

    private static final int[] WIDTHS = {240, 320, 400, 480, 560, 640, 720, 800};
    private static final int COPIES = 5;

    private PictureSet() {}

    /**
     * Makes the files.
     *
     * @param folder an empty folder
     */
    static List<Path> create(Path folder) throws IOException {
        Path originals = Files.createDirectory(folder.resolve("originals"));
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        List<Path> photographs = PictureFolder.examples(originals);
        try {
            photographs.parallelStream().forEach(photograph -> scale(photograph, pictures));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        breakOne(originals.resolve("astronaut.png"), pictures);
        return PictureFolder.list(pictures);
    }

    private static void scale(Path photograph, Path pictures) {
        try {
            BufferedImage image = ImageIO.read(photograph.toFile());
            for (int width : WIDTHS) {
                Path first = pictures.resolve(name(photograph, width, 1));
                Thumbnails.of(image).width(width).outputFormat("jpg").toFile(first.toFile());
                for (int copy = 2; copy <= COPIES; copy++) {
                    Files.copy(first, pictures.resolve(name(photograph, width, copy)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One picture of the set makes room for the broken one. */
    private static void breakOne(Path original, Path pictures) throws IOException {
        Files.delete(pictures.resolve(name(original, WIDTHS[0], COPIES)));
        byte[] whole = Files.readAllBytes(original);
        Files.write(pictures.resolve(BROKEN), Arrays.copyOf(whole, whole.length / 2));
    }

    private static String name(Path photograph, int width, int copy) {
        String name = photograph.getFileName().toString();
        return "%s-%d-%d.jpg".formatted(name.substring(0, name.lastIndexOf('.')), width, copy);
    }
}
