package io.multiproc.ipc.memory;

import java.nio.charset.StandardCharsets;

/** Text in words of a segment: UTF-8, with zeros at the end; what does not fit is left out. */
final class WordText {

    private WordText() {}

    static void write(MappedSegment memory, int word, int words, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] field = new byte[words * Long.BYTES];
        System.arraycopy(bytes, 0, field, 0, Math.min(bytes.length, field.length));
        memory.bytes(word, words).put(field);
    }

    static String read(MappedSegment memory, int word, int words) {
        byte[] field = new byte[words * Long.BYTES];
        memory.bytes(word, words).get(field);
        return new String(field, StandardCharsets.UTF_8).replaceFirst("[\0\ufffd]+$", "");
    }
}
