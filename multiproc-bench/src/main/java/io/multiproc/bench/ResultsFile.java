package io.multiproc.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The file results.json: rows of many runs, of which a run replaces its own. */
final class ResultsFile {

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private final Path path;

    ResultsFile(Path path) {
        this.path = path;
    }

    /**
     * The rows in the file; none if there is no file yet.
     *
     * @throws IOException if it cannot be read, or holds something else
     */
    List<Row> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            List<Row> rows = GSON.fromJson(Files.readString(path), new TypeToken<List<Row>>() {});
            return rows == null ? List.of() : rows;
        } catch (JsonParseException e) {
            throw new IOException("not a file of results: " + path + " (delete it)", e);
        }
    }

    /**
     * Puts rows in the place of those with the same id, keeps the others, and returns all of them, ordered by id.
     *
     * @throws IOException if the file cannot be read or written; it is then unchanged
     */
    List<Row> merge(List<Row> measured) throws IOException {
        List<Row> rows = new ArrayList<>(read());
        for (Row row : measured) {
            rows.removeIf(old -> old.id().equals(row.id()));
            rows.add(row);
        }
        rows.sort(Comparator.comparing(Row::id));
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "folder of the results");
        Files.createDirectories(folder);
        Path written = Files.writeString(folder.resolve(path.getFileName() + ".new"), GSON.toJson(rows) + "\n");
        Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return List.copyOf(rows);
    }
}
