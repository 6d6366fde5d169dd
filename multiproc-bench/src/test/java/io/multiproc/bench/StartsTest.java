package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.CleanExit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class StartsTest {

    private final Starts starts = new Starts();

    @Test
    void saysWhetherThereIsACache() {
        String mode = System.getProperty("multiproc.cache", "on");
        System.setProperty("multiproc.cache", "off");
        try {
            assertThat(starts.warmUp()).isEqualTo("off");
        } finally {
            System.setProperty("multiproc.cache", mode);
        }
        assertThat(starts.section()).isEqualTo("\nThe class cache of children was off.\n");
    }

    @Test
    void showsThePhasesOfTheStartsThatItWatched() throws Exception {
        Spec spec = ProcessScenarios.all().get(0).spec();
        Row row = Rows.row(ProcessScenarios.SPAWN, 1.0, 1.0);
        starts.watch(spec, () -> {
            starts.warmUp();
            return row;
        });
        starts.warmUp(); // not watched
        assertThat(starts.table(spec).lines()).hasSize(10).anyMatch(line -> line.contains("child's main entered"));
        assertThat(starts.section()).contains("## Where a start goes");
    }
}
