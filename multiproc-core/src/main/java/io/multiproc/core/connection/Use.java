package io.multiproc.core.connection;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What may be done with one end of a pipe, here and now. May be used by any thread. */
final class Use {

    private final String name;
    private final boolean receives;
    private final boolean sends;
    private volatile @Nullable String over;
    private volatile boolean spoiled;
    private boolean closing; // guarded by this object, as changes of what is over

    Use(String name, boolean receives, boolean sends) {
        this.name = name;
        this.receives = receives;
        this.sends = sends;
    }

    /** Whether it was made to receive. */
    boolean mayReceive() {
        return receives;
    }

    /** Whether it was made to send. */
    boolean maySend() {
        return sends;
    }

    boolean isReadable() {
        return receives && !spoiled && over == null;
    }

    boolean isWritable() {
        return sends && over == null;
    }

    boolean isOver() {
        return over != null;
    }

    /** It leaves for another process. */
    synchronized void leave() throws IOException {
        checkOpen();
        over = "was handed over to another process";
    }

    /** It stays, or is back; false: it was to be closed meanwhile. */
    synchronized boolean stay() {
        over = closing ? "is closed" : null;
        return !closing;
    }

    /** It is to be closed; false: that is done already, or is done if it is not handed over after all. */
    synchronized boolean close() {
        closing = true;
        if (over != null) {
            return false;
        }
        over = "is closed";
        return true;
    }

    /** Nothing more can be received. */
    void spoil() {
        spoiled = true;
    }

    boolean isSpoiled() {
        return spoiled;
    }

    String spoiledText() {
        return "nothing more can be received on " + name + ": a message was longer than its limit";
    }

    IOException tooLong(int length, int limit) {
        return new IOException("the message on " + name + " is longer than wanted: length=" + length + ", maxLength="
                + limit + " bytes; nothing more can be received");
    }

    void checkOpen() throws IOException {
        String reason = over;
        if (reason != null) {
            throw new IOException(name + " " + reason);
        }
    }

    void checkReadable() throws IOException {
        checkOpen();
        if (!receives) {
            throw new IOException(name + " only sends: it is the second end of a one-way pipe");
        }
        if (spoiled) {
            throw new IOException(spoiledText());
        }
    }

    void checkWritable() throws IOException {
        checkOpen();
        if (!sends) {
            throw new IOException(name + " only receives: it is the first end of a one-way pipe");
        }
    }

    /** What is not as usual. */
    @Override
    public String toString() {
        String state = over;
        return (receives ? "" : ", sends only")
                + (sends ? "" : ", receives only")
                + (state == null ? "" : ", " + state);
    }
}
