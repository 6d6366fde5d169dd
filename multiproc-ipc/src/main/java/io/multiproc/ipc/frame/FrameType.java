package io.multiproc.ipc.frame;

import org.jspecify.annotations.Nullable;

/** What a frame says. The payloads are described where they are written. */
public enum FrameType {
    /** Hub to child: prove that you have the key. */
    CHALLENGE(1),
    /** Child to hub: the proof, and which link this is. */
    ANSWER(2),
    /** Hub to child: the hub's own proof; frames may follow. */
    WELCOME(3),
    /** Hub to child: the link is refused, for the reason in the payload. */
    REFUSED(4),

    /** Parent to child: what to run. */
    START(16),
    /**
     * Child to parent: the JVM ends by itself and not by a signal. Its payload is for measurements, and may be missing.
     */
    EXITING(17),
    /** Child to parent: what was to be run could not even be begun. */
    START_FAILED(18),
    /** Parent to child: stand by for work, and load these classes meanwhile. */
    PRELOAD(19),
    /** Child to parent: one that stood by has taken its work. */
    BEGUN(20),
    /** Parent to child: interrupt the work, as SIGINT does. */
    INTERRUPT(21),
    /** Parent to child: something for the work that it does, such as to interrupt one of its tasks. */
    ORDER(22),
    /** Parent to child: the thread that plays the parent has ended, its JVM goes on. */
    PARENT_ENDED(23),
    /** Child to parent: a log record to be published there. */
    LOG(24),
    /** Parent to child: that many bytes of log records have been published. */
    LOG_TAKEN(25),
    /** Either way: look into the memory that both have mapped. */
    KNOCK(26),

    /** Worker to pool: what its exit hook has come to; nothing follows. */
    FAREWELL(31),
    /** Pool to worker: a function that tasks will name. */
    FUNCTION(32),
    /** Pool to worker: a function is not needed any more. */
    FORGET(33),
    /** Pool to worker: a task. */
    TASK(34),
    /** Pool to worker: end. */
    STOP(35),
    /** Worker to pool: ready for tasks. Spare to parent: ready for work. */
    READY(36),
    /** Worker to pool: the outcome of a task. */
    RESULT(37),
    /** Worker to pool: where a task is that has run too long. Child to parent: who has called {@code System.exit}. */
    STACK(38),
    /** Worker to pool: what it has done. */
    REPORT(39),

    /** Between the ends of a pipe: a message. */
    MESSAGE(40),
    /** To a meeting point: the end of a pipe has arrived in this process. */
    ATTACH(41),
    /** From a meeting point: what follows comes from the other end itself. */
    ATTACHED(42),
    /** From a meeting point: wait; to an end that has arrived: the other one will come to you. */
    STAY(43),
    /** From a meeting point: the other end is elsewhere. */
    REDIRECT(44),
    /** To a meeting point: the end of a pipe is about to leave this process. */
    MOVE(45),
    /** From a meeting point: it may leave; where it is to call after that. */
    MOVED(46),
    /** From a meeting point: both ends leave at the same time, and this one is second. */
    CROSSED(47),
    /** To a meeting point: which process carries the end of a pipe that is on its way. */
    CARRIER(48),
    /** Between the ends of a pipe: a message in pieces, some of which may be in memory that both have mapped. */
    PIECES(49),

    /** Owner of a queue to user: the words of memory that they share. */
    BOARD(50),
    /** User of a queue to owner: the words are mapped. */
    MAPPED(51),
    /** User of a queue to owner: elements. */
    PUT(52),
    /** User of a queue to owner: threads wait for elements. */
    WANT(53),
    /** User of a queue to owner: threads wait for room. */
    NEED(54),
    /** User of a queue to owner: elements have been taken, for whose room somebody waits. */
    TAKEN(55),
    /** User of a queue to owner: the work with an element is done. */
    DONE(56),
    /** User of a queue to owner: a question. */
    ASK(57),
    /** Owner of a queue to user: the answer. */
    REPLY(58),
    /** Owner of a queue to user: elements. */
    GIVE(59),
    /** Owner of a queue to user: room for elements. */
    GRANT(60),
    /** User of a queue to owner: say when there is an element. */
    WATCH(61),
    /** Owner of a queue to user: there is an element. */
    AVAILABLE(62),

    /** Client of a manager to its server: who this is, and whether the link carries calls. */
    HELLO(70),
    /** Client of a manager to its server: a call. */
    CALL(71),
    /** Server of a manager to client: what a call returned or threw. */
    RETURN(72),
    /** Client of a manager to its server: references that are not needed any more. */
    RELEASE(73),
    /** Client of a manager to its server: interrupt a call. */
    CANCEL(74);

    private static final @Nullable FrameType[] BY_CODE = new FrameType[128];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static @Nullable FrameType of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
