package io.multiproc.logging;

import java.io.PrintStream;
import java.io.PrintWriter;

/** Prints as a throwable of another process did, so that every formatter shows that one's stack. */
final class ForwardedStack extends Throwable {

    private static final long serialVersionUID = 1;

    private final String text;

    ForwardedStack(String text) {
        super(text.lines().findFirst().orElse(""), null, false, false);
        this.text = text.stripTrailing();
    }

    /** The first line: class and message of the original. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // this class's own name would only mislead
    public String toString() {
        return String.valueOf(getMessage());
    }

    @Override
    public void printStackTrace(PrintStream out) {
        out.println(text);
    }

    @Override
    public void printStackTrace(PrintWriter out) {
        out.println(text);
    }
}
