package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SizesTest {

    @Test
    void areThoseOfTheOtherSide() throws IOException {
        assertThat(Files.readString(Path.of("src/main/python/cpython_side.py")).replaceAll("(\\d)_(?=\\d)", "$1"))
                .contains("POOL_SIZE = " + Sizes.WORKERS + "\n")
                .contains("APPLY_CALLS = " + Sizes.APPLY_CALLS + "\n")
                .contains("CHUNK1_TASKS = " + Sizes.CHUNK1_TASKS + "\n")
                .contains("DEFAULT_TASKS = " + Sizes.DEFAULT_TASKS + "\n")
                .contains("QUEUE_SMALL = " + Sizes.QUEUE_SMALL + "\n")
                .contains("QUEUE_LARGE = " + Sizes.QUEUE_LARGE + "\n")
                .contains("QUEUE_LARGE_BYTES = " + Sizes.QUEUE_LARGE_BYTES + "\n")
                .contains("LOCK_ALONE = " + Sizes.LOCK_ALONE + "\n")
                .contains("LOCK_EACH = " + Sizes.LOCK_EACH + "\n")
                .contains("INCREMENTS = " + Sizes.INCREMENTS + "\n")
                .contains("ARRAY_INTS = " + Sizes.ARRAY_INTS + "\n")
                .contains("MANAGER_CALLS = " + Sizes.MANAGER_CALLS + "\n")
                .contains("MANAGER_CALLS_EACH = " + Sizes.MANAGER_CALLS_EACH + "\n")
                .contains("MANAGER_ELEMENTS = " + Sizes.MANAGER_ELEMENTS + "\n");
    }
}
