package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapShareTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        // memory, parent's heap, children: each gets, in MiB; 0: the JVM's own choice, a quarter, fits
        "8192, 2048, 2, 0",
        "8192, 2048, 4, 1456",
        "65536, 16384, 64, 703",
        "2048, 512, 4, 304",
        "512, 128, 8, 64",
        "0, 128, 8, 0",
    })
    void allFitBesideTheParent(long memory, long parentHeap, int siblings, long each) {
        assertThat(HeapShare.of(memory * MIB, parentHeap * MIB, siblings)).isEqualTo(each * MIB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx1g",
                "-XX:MaxHeapSize=1g",
                "-XX:MaxRAMPercentage=50",
                "-XX:MaxRAM=4g",
                "-Xms1g",
                "-XX:InitialHeapSize=1g",
                "-XX:MinHeapSize=1g"
            })
    void whoHasChosenAHeapKeepsIt(String option) {
        assertThat(HeapShare.option(10_000, List.of("-ea", option))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xms64m", "-Xms1000k", "-Xms4096", "-XX:InitialHeapSize=16M", "-XX:MinHeapSize=8m"})
    void whoBeginsWithLessGetsAShare(String option) {
        assertThat(HeapShare.option(1_000_000, List.of("-ea", option))).isEqualTo("-Xmx64m");
    }

    @Test
    void manyGetTheLeastHeapAndAChildAloneTheJvmsOwn() {
        assertThat(HeapShare.option(1_000_000, List.of("-ea"))).isEqualTo("-Xmx64m");
        assertThat(HeapShare.option(0, List.of("-ea"))).isNull();
    }
}
