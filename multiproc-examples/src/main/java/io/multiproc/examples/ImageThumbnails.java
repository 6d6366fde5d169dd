package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.examples.pictures.PictureFolder;
import io.multiproc.examples.pictures.ScratchFolder;
import io.multiproc.pool.Arguments;
import io.multiproc.pool.ProcessPool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.coobird.thumbnailator.Thumbnails;

/**
 * Makes thumbnails of all pictures of a folder, on all processors.
 *
 * <pre>{@code
 * def create_thumbnail(picture, out):
 *     image = Image.open(picture)
 *     image.thumbnail((128, 128))
 *     image.save(os.path.join(out, os.path.basename(picture)))
 *     return '%s: %d x %d' % (os.path.basename(picture), *image.size)
 *
 * if __name__ == '__main__':
 *     pictures, out = glob(sys.argv[1] + '/*.jpg'), sys.argv[2]
 *     with Pool() as pool:
 *         for line in pool.starmap(create_thumbnail, [(picture, out) for picture in pictures]):
 *             print(line)
 * }</pre>
 */
public final class ImageThumbnails {

    private ImageThumbnails() {}

    /** Runs in a worker; fits the picture into 128 x 128 and keeps its proportions. */
    public static Path createThumbnail(Path picture, Path out) throws IOException {
        Path thumbnail = out.resolve(picture.getFileName());
        Thumbnails.of(picture.toFile()).size(128, 128).toFile(thumbnail.toFile());
        return thumbnail;
    }

    /** As above, but a broken picture gets its line instead of ending the whole call. */
    static String describe(Path picture, Path out) {
        try {
            BufferedImage thumbnail = Thumbnails.of(
                            createThumbnail(picture, out).toFile())
                    .scale(1)
                    .asBufferedImage();
            return "%s: %d x %d".formatted(picture.getFileName(), thumbnail.getWidth(), thumbnail.getHeight());
        } catch (IOException e) {
            return "%s: failed: %s".formatted(picture.getFileName(), e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create()) {
            List<Path> pictures =
                    args.length > 0 ? PictureFolder.list(Path.of(args[0])) : PictureFolder.examples(scratch.path());
            Path folder = args.length > 1 ? Path.of(args[1]) : scratch.path().resolve("thumbnails");
            Path out = PictureFolder.createOutput(folder, pictures);
            try (ProcessPool pool = pool()) {
                List<Arguments.Of2<Path, Path>> calls = pictures.stream()
                        .map(picture -> Arguments.of(picture, out))
                        .toList();
                pool.starmap(ImageThumbnails::describe, calls).forEach(System.out::println);
            }
            System.out.println(
                    args.length > 1 ? "All in " + out : "All removed again: name a second folder to keep them");
        }
    }
}
