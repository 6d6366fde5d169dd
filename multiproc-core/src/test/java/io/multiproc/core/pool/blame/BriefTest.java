package io.multiproc.core.pool.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BriefTest {

    @Test
    void argumentsAreToldInShort() {
        assertThat(Brief.text(null)).isEqualTo("null");
        assertThat(Brief.text(new int[7])).isEqualTo("int[7]");
        assertThat(Brief.text("x".repeat(100))).isEqualTo('"' + "x".repeat(80) + "...\"");
        assertThat(Brief.text(List.of(1, 2))).isEqualTo("[1, 2]");
        assertThat(Brief.text(new ArrayList<>(Collections.nCopies(1_000, "x")))).isEqualTo("ArrayList of 1000");
        assertThat(Brief.text(new TreeMap<>(numbers(1_000)))).isEqualTo("TreeMap of 1000");
    }

    private static Map<Integer, Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> i, i -> i));
    }
}
