package io.multiproc.ipc.handshake;

/**
 * What a link is for. A child has at most one of each kind to its parent; a queue has one from each process that uses
 * it.
 */
public enum LinkKind {
    /** Start, end and orders; its end tells either side that the other is gone. */
    CONTROL(1),
    /** Tasks and results of a pool's worker. */
    TASKS(2),
    /** What a process puts into and gets from a queue. */
    QUEUE(3),
    /** The ends of a pipe finding each other. */
    PIPE(4),
    /** Calls of objects that a manager's server keeps. */
    MANAGER(5);

    private final byte code;

    LinkKind(int code) {
        this.code = (byte) code;
    }

    /** Who is asked for such a link, in words. */
    public String asked() {
        return this == MANAGER ? "manager" : "hub";
    }

    /** The program of who is asked for such a link, in words. */
    String askedProgram() {
        return this == MANAGER ? "manager" : "parent";
    }

    /** The program of who asks for a link of a kind that may be unknown here, in words. */
    static String askingProgram(int code) {
        return code == MANAGER.code ? "client" : "child";
    }

    byte code() {
        return code;
    }

    static LinkKind of(int code) throws HandshakeException {
        for (LinkKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new HandshakeException("unknown kind of link: kind=" + code);
    }
}
