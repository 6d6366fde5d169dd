package io.multiproc.examples.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Finds pictures: in a folder of the user, or the photographs that come with the examples. */
public final class PictureFolder {

    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "gif", "bmp");

    private static final List<String> PHOTOGRAPHS = List.of(
            "astronaut.png",
            "camera.png",
            "chelsea.png",
            "coffee.png",
            "hubble_deep_field.jpg",
            "retina.jpg",
            "rocket.jpg");

    private PictureFolder() {}

    /**
     * The picture files directly in the folder, by name.
     *
     * @throws IOException if it is no folder, or holds no picture
     */
    public static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures =
                    files.filter(PictureFolder::isPicture).sorted().toList();
            if (pictures.isEmpty()) {
                throw new IOException("no pictures in %s (looked for %s)"
                        .formatted(folder, SUFFIXES.stream().sorted().toList()));
            }
            return pictures;
        }
    }

    /** Copies the seven photographs of the examples into the folder, and returns where they are. */
    public static List<Path> examples(Path folder) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String name : PHOTOGRAPHS) {
            Path copy = folder.resolve(name);
            try (InputStream photograph = Objects.requireNonNull(PictureFolder.class.getResourceAsStream(name), name)) {
                Files.copy(photograph, copy);
            }
            copies.add(copy);
        }
        return copies;
    }

    /**
     * Creates the folder for what is made of the pictures, if it does not exist.
     *
     * @throws IOException if it cannot be created, or is the one that the pictures are in
     */
    public static Path createOutput(Path folder, List<Path> pictures) throws IOException {
        Files.createDirectories(folder);
        if (Files.isSameFile(folder, folderOf(pictures.get(0)))) {
            throw new IOException(
                    "thumbnails would replace the pictures in %s (name another folder)".formatted(folder));
        }
        return folder;
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(suffix) && Files.isRegularFile(file);
    }
}
