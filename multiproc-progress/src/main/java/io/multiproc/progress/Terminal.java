package io.multiproc.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The terminal of this program.
 *
 * <p>The bar's library would ask through JLine, which loads native code for it.
 */
final class Terminal {

    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /**
     * The width of the terminal that standard error is, in columns; 0 if it is none on which a line can be drawn again.
     */
    static int columnsOfStandardError() {
        return columns(Path.of("/proc/self/fd/2"), System.getenv());
    }

    static int columns(Path descriptor, Map<String, String> environment) {
        boolean canRedraw = !environment.getOrDefault("TERM", "dumb").equals("dumb") && !environment.containsKey("CI");
        return canRedraw && isTerminal(descriptor) ? width() : 0;
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not on Linux: plain lines are right everywhere
        }
    }

    private static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return width(size);
        } catch (IOException e) {
            return USUAL_COLUMNS; // there is no stty
        }
    }

    /** Of {@code 24 80}: 80. Serial lines and some containers say 0. */
    static int width(String rowsAndColumns) {
        String[] words = rowsAndColumns.trim().split(" ", -1);
        int columns = words.length == 2 && words[1].matches("\\d{1,5}") ? Integer.parseInt(words[1]) : 0;
        return columns > 0 ? columns : USUAL_COLUMNS;
    }
}
