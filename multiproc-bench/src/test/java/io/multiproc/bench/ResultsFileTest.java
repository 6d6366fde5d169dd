package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    @TempDir
    Path folder;

    private Path path;
    private ResultsFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("bench/results.json");
        file = new ResultsFile(path);
    }

    @Test
    void isEmptyBeforeTheFirstRun() throws IOException {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Row row = Rows.row("pool.apply", 20, null);

        file.merge(List.of(row));

        assertThat(file.read()).containsExactly(row);
    }

    @Test
    void replacesItsOwnRowsAndKeepsTheOthers() throws IOException {
        Row foreign = Rows.row("lock.uncontended", 9.4, 66.0);
        file.merge(List.of(Rows.row("pool.apply", 20, 200.0), foreign));

        Row again = Rows.row("pool.apply", 18, 200.0);
        List<Row> all = file.merge(List.of(again));

        assertThat(all).containsExactly(foreign, again);
        assertThat(file.read()).isEqualTo(all);
    }

    @Test
    void hasTheFieldsOfTheContract() throws IOException {
        file.merge(List.of(Rows.row("pool.apply", 20, 200.0)));

        JsonObject row = JsonParser.parseString(Files.readString(path))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(row.keySet())
                .containsExactly("id", "unit", "better", "ours", "cpython", "peers", "ratio", "goal", "jdk", "date");
        assertThat(row.get("better").getAsString()).isEqualTo("lower");
        assertThat(row.get("ratio").getAsDouble()).isEqualTo(0.1);
        assertThat(row.get("goal").getAsDouble()).isEqualTo(0.1);
        assertThat(row.getAsJsonObject("peers").keySet()).containsExactly("thread pool", "ProcessBuilder");
        assertThat(row.get("ours")).isEqualTo(JsonParser.parseString("{median: 20.0, min: 18.0, max: 24.0, runs: 3}"));
    }

    @Test
    void saysNullWhereThereIsNoCPython() throws IOException {
        file.merge(List.of(
                Row.of(Rows.spec("pool.apply"), Rows.around(20), null, Map.of(), "17", "2026-11-20T10:00:00Z")));

        assertThat(Files.readString(path)).contains("\"cpython\": null", "\"ratio\": null", "\"peers\": {}");
    }

    @Test
    void refusesAFileOfSomethingElseAndLeavesItAlone() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "{");

        assertThatThrownBy(() -> file.merge(List.of(Rows.row("pool.apply", 20, 200.0))))
                .isInstanceOf(IOException.class)
                .hasMessage("not a file of results: " + path + " (delete it)");
        assertThat(path).hasContent("{");
    }
}
