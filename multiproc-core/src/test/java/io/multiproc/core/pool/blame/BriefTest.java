package io.multiproc.core.pool.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BriefTest {

    @Test
    void argumentsAreToldInShort() {
        assertThat(Brief.text(null)).isEqualTo("null");
        assertThat(Brief.text(new int[7])).isEqualTo("int[7]");
        assertThat(Brief.text("x".repeat(100))).isEqualTo('"' + "x".repeat(80) + "...\"");
        assertThat(Brief.text(List.of(1, 2))).isEqualTo("[1, 2]");
    }
}
