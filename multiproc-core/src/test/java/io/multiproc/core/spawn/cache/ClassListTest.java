package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassListTest {

    @TempDir
    Path folder;

    @Test
    void putsListsTogetherWithoutWhatHoldsForOneOnly() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), """
                # comment
                java/lang/Object id: 0
                A id: 1
                @lambda-proxy A run ()V
                Own id: 2 super: 0 source: /own.jar
                """);
        Path two = Files.writeString(folder.resolve("two"), """
                java/lang/Object id: 0
                B id: 1
                @lambda-proxy A run ()V
                """);
        Path all = folder.resolve("all");
        ClassList.of(List.of(one, two)).write(all);
        assertThat(all).hasContent("java/lang/Object\nA\n@lambda-proxy A run ()V\nB\n");
    }
}
