package io.multiproc.core.spawn;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Prints its arguments, one a line, as hexadecimal UTF-8, so that nothing on the way can change them. */
final class Echo {

    private Echo() {}

    public static void main(String[] args) {
        for (String arg : args) {
            System.out.println("=" + HexFormat.of().formatHex(arg.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
