package io.multiproc.core.conventions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The rows of {@code docs/parity.md}: a Python name, and what the page says of it. */
final class Parity {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Parity() {}

    /**
     * What exists here for a Python name.
     *
     * @param verdict the cell as it is written
     * @param members the Java names in it that are said to exist; none for "absent"
     */
    record Row(String verdict, List<String> members) {}

    static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : Repository.read("docs/parity.md").lines().toList()) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                for (String name : codes(cells[1])) {
                    if (rows.put(name, row(cells[2].strip())) != null) {
                        throw new IllegalStateException("two rows in docs/parity.md: name=" + name);
                    }
                }
            }
        }
        return rows;
    }

    private static Row row(String verdict) {
        boolean missing = verdict.startsWith("absent");
        return new Row(verdict, missing ? List.of() : codes(verdict));
    }

    private static List<String> codes(String cell) {
        return new ArrayList<>(CODE.matcher(cell)
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList());
    }
}
