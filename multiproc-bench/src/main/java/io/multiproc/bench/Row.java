package io.multiproc.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of results.json; the components are its fields.
 *
 * @param cpython null if there was no CPython to compare with
 * @param ratio our median divided by CPython's, or the value itself where the goal limits that; null without CPython
 * @param goal the limit of the ratio, above or below as {@code better} says
 * @param date when it was measured, in UTC
 */
record Row(
        String id,
        String unit,
        Better better,
        Summary ours,
        @Nullable Summary cpython,
        Map<String, Summary> peers,
        @Nullable Double ratio,
        double goal,
        String jdk,
        String date) {

    /** Judges what was measured by the row's spec. */
    static Row of(
            Spec spec, Summary ours, @Nullable Summary cpython, Map<String, Summary> peers, String jdk, String date) {
        return new Row(
                spec.id(),
                spec.unit(),
                spec.better(),
                ours,
                cpython,
                Collections.unmodifiableMap(new LinkedHashMap<>(peers)),
                ratio(spec, ours, cpython),
                spec.goal(),
                jdk,
                date);
    }

    private static @Nullable Double ratio(Spec spec, Summary ours, @Nullable Summary cpython) {
        if (spec.versus() == Spec.Versus.ITSELF) {
            return ours.median();
        }
        return cpython == null ? null : Summary.round(ours.median() / cpython.median());
    }

    /** Whether the values are times; else they are ratios without a unit. */
    boolean isTimed() {
        return !unit.equals(Spec.RATIO);
    }

    /** Whether the goal is met; null if nothing can be said. */
    @Nullable
    Boolean met() {
        return ratio == null ? null : better.meets(ratio, goal);
    }
}
