package io.multiproc.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in the columns of a table, for people: three significant digits. */
final class Cells {

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);

    private Cells() {}

    static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS);
    }

    static String number(double value) {
        BigDecimal rounded = rounded(value).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }

    static String median(@Nullable Summary summary, String unit) {
        return summary == null ? "absent" : number(summary.median()) + " " + unit;
    }

    /** How far the samples lie apart. */
    static String noise(@Nullable Summary summary) {
        return summary == null ? "" : number(summary.min()) + "–" + number(summary.max());
    }

    static String ratio(Row row) {
        return row.ratio() == null ? "" : number(row.ratio()) + " ×";
    }

    static String goal(Row row) {
        return row.better().sign() + " " + number(row.goal()) + " ×";
    }

    static String verdict(Row row) {
        Boolean met = row.met();
        return met == null ? "nothing to compare with" : met ? "met" : "missed";
    }

    static String peers(Row row) {
        return row.peers().entrySet().stream()
                .map(peer -> peer(peer, row.unit()))
                .collect(Collectors.joining(", "));
    }

    private static String peer(Map.Entry<String, Summary> peer, String unit) {
        return peer.getKey() + " " + median(peer.getValue(), unit);
    }
}
