package io.multiproc.core.faults;

import java.util.regex.Pattern;

/**
 * What a process that ends says of its end, as regular expressions in which a dot is any character and {@code NAME} is
 * its name.
 *
 * @param output on its standard output
 * @param errors on its standard error
 */
record Words(String output, String errors) {

    static final Words NONE = new Words("", "");

    /** Those of the program, or of this library. */
    static Words onErrors(String errors) {
        return new Words("", errors);
    }

    /** Those of the JVM itself. */
    static Words onOutput(String output) {
        return new Words(output, "");
    }

    /** For a process whose standard output and error are one. */
    Words together() {
        return new Words(output + errors, "");
    }

    Pattern outputOf(String name) {
        return pattern(output, name);
    }

    Pattern errorsOf(String name) {
        return pattern(errors, name);
    }

    private static Pattern pattern(String words, String name) {
        return Pattern.compile(words.replace("NAME", Pattern.quote(name)), Pattern.DOTALL);
    }
}
