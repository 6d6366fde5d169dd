package io.multiproc.core.output;

import java.io.OutputStream;

/** Counts what is written to it. */
final class LineCounter extends OutputStream {

    private long bytes;
    private long lines;

    @Override
    public synchronized void write(int value) {
        bytes++;
        if (value == '\n') {
            lines++;
        }
    }

    @Override
    public synchronized void write(byte[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            write(values[i]);
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long lines() {
        return lines;
    }
}
