package io.multiproc.bench;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows side by side, for a terminal or for Markdown. */
final class Table {

    private static final List<Column> TERMINAL = List.of(
            new Column("id", Row::id),
            new Column("multiproc", row -> Cells.median(row.ours(), row.unit())),
            new Column("min–max", row -> Cells.noise(row.ours())),
            new Column("CPython", row -> Cells.median(row.cpython(), row.unit())),
            new Column("min–max", row -> Cells.noise(row.cpython())),
            new Column("ratio", Cells::ratio),
            new Column("goal", Cells::goal),
            new Column("", Cells::verdict));

    private static final List<Column> MARKDOWN = List.of(
            new Column("id", row -> "`" + row.id() + "`"),
            TERMINAL.get(1),
            TERMINAL.get(2),
            TERMINAL.get(3),
            TERMINAL.get(4),
            TERMINAL.get(5),
            TERMINAL.get(6),
            new Column("goal is", Cells::verdict),
            new Column("peers", Cells::peers),
            new Column("runs", row -> String.valueOf(row.ours().runs())),
            new Column("JDK", Row::jdk),
            new Column("measured", Row::date));

    private Table() {}

    /** Columns padded to the same width. */
    static String terminal(List<Row> rows) {
        int[] widths = TERMINAL.stream().mapToInt(column -> column.width(rows)).toArray();
        StringBuilder text = new StringBuilder();
        text.append(padded(widths, Column::name)).append('\n');
        for (Row row : rows) {
            text.append(padded(widths, column -> column.cell().apply(row))).append('\n');
        }
        return text.toString();
    }

    static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(piped(Column::name))
                .append('\n')
                .append(piped(column -> "---"))
                .append('\n');
        for (Row row : rows) {
            text.append(piped(column -> column.cell().apply(row))).append('\n');
        }
        return text.toString();
    }

    private static String padded(int[] widths, Function<Column, String> cell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = cell.apply(TERMINAL.get(i));
            line.append(text).append(" ".repeat(widths[i] - text.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String piped(Function<Column, String> cell) {
        return MARKDOWN.stream().map(cell).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private record Column(String name, Function<Row, String> cell) {

        int width(List<Row> rows) {
            return rows.stream().mapToInt(row -> cell.apply(row).length()).reduce(name.length(), Math::max);
        }
    }
}
