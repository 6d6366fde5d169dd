package io.multiproc.core.child;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of a JVM that say how large its heap is, such as {@code -Xmx512m}. */
public final class HeapOption {

    /** Without one, a heap may take this part of the memory. */
    public static final int USUAL_PART = 4;

    private final Pattern pattern;

    /**
     * Some of them.
     *
     * @param names a regular expression for what is before the size
     */
    public HeapOption(String names) {
        this.pattern = Pattern.compile("(?:" + names + ")(\\d{1,15})([kKmMgGtT]?)");
    }

    /** How many bytes an option says; empty if it is none of these. */
    public OptionalDouble bytes(String option) {
        Matcher size = pattern.matcher(option);
        return size.matches()
                ? OptionalDouble.of(Double.parseDouble(size.group(1)) * unit(size.group(2)))
                : OptionalDouble.empty();
    }

    private static double unit(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            case "t" -> 1L << 40;
            default -> 1;
        };
    }
}
