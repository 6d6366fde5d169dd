package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SizesTest {

    @Test
    void areThoseOfTheOtherSide() throws IOException {
        assertThat(Files.readString(Path.of("src/main/python/cpython_side.py")).replace("_000", "000"))
                .contains("POOL_SIZE = " + Sizes.WORKERS + "\n")
                .contains("APPLY_CALLS = " + Sizes.APPLY_CALLS + "\n")
                .contains("CHUNK1_TASKS = " + Sizes.CHUNK1_TASKS + "\n")
                .contains("DEFAULT_TASKS = " + Sizes.DEFAULT_TASKS + "\n");
    }
}
