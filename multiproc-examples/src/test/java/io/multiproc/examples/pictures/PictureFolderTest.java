package io.multiproc.examples.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {

    @TempDir
    Path folder;

    @Test
    void findsPicturesByTheirSuffix() throws IOException {
        Files.createFile(folder.resolve("b.JPG"));
        Files.createFile(folder.resolve("a.png"));
        Files.createFile(folder.resolve("notes.txt"));
        Files.createDirectory(folder.resolve("folder.png"));
        assertThat(PictureFolder.list(folder)).containsExactly(folder.resolve("a.png"), folder.resolve("b.JPG"));
    }

    @Test
    void refusesAFolderThatIsMissingOrEmpty() {
        assertThatThrownBy(() -> PictureFolder.list(folder.resolve("missing")))
                .isInstanceOf(IOException.class)
                .hasMessage("no such folder: " + folder.resolve("missing"));
        assertThatThrownBy(() -> PictureFolder.list(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("no pictures in " + folder + " (looked for [bmp, gif, jpeg, jpg, png])");
    }

    @Test
    void refusesToReplaceThePictures() throws IOException {
        List<Path> pictures = List.of(Files.createFile(folder.resolve("a.png")));
        assertThatThrownBy(() -> PictureFolder.createOutput(folder.resolve("."), pictures))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("thumbnails would replace the pictures in " + folder);
        assertThat(PictureFolder.createOutput(folder.resolve("new"), pictures)).isEmptyDirectory();
    }

    @Test
    void copiesThePhotographsOfTheExamples() throws IOException {
        assertThat(PictureFolder.examples(folder))
                .hasSize(7)
                .allSatisfy(picture -> assertThat(picture).isNotEmptyFile());
    }

    @Test
    void saysWhoseThePhotographsAre() throws IOException {
        try (var licences = PictureFolder.class.getResourceAsStream("LICENSES.md")) {
            String text = new String(licences.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(PictureFolder.examples(folder))
                    .allSatisfy(picture -> assertThat(text).contains("| " + picture.getFileName() + " |"));
        }
    }
}
