package io.multiproc.core.spawn;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.DefaultStartMethod;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.process.ChildProcess;
import java.io.IOException;
import java.util.Arrays;

/**
 * The way from the arrival of the work to the end of the process, gone by a spare before it is needed: what code does
 * for the first time, it does slowly. And a compiler that is still busy with it delays the JVM's end by ten
 * milliseconds.
 */
final class Rehearsal {

    /** The first time costs most, the next ones still something. */
    private static final int TIMES = 20;

    private Rehearsal() {}

    static void run() throws IOException {
        ObjectCodec codec = Ipc.codec();
        byte[] sample = codec.encode(builder().target(Rehearsal::nothing), 0);
        for (int i = 0; i < TIMES; i++) {
            byte[] work = Preparation.read(frameOf(sample)).work();
            decode(codec, work);
        }
        // a target of a class that is not initialized yet is linked in another way, and so is one with an argument
        perform(codec, builder().target(Target::run));
        perform(codec, builder().target(TargetOfOne::run, ""));
        end();
    }

    /** With a key, since to make one takes time. */
    private static ChildProcess.Builder builder() {
        return ChildProcess.builder().authkey(new byte[1]);
    }

    private static void perform(ObjectCodec codec, ChildProcess process) throws IOException {
        ChildProcess copy = decode(codec, codec.encode(process, 0));
        try {
            copy.run();
        } catch (Exception e) {
            throw new IllegalStateException("a process that does nothing has failed", e);
        }
    }

    private static ChildProcess decode(ObjectCodec codec, byte[] work) throws IOException {
        if (codec.decode(work, 0, work.length) instanceof ChildProcess process) {
            return process;
        }
        throw new IllegalStateException("a process was not decoded to one");
    }

    /** The payload of a START frame. */
    private static byte[] frameOf(byte[] work) {
        byte[] frame = new Preparation(
                        "sample", "1", false, false, "", 0, DefaultStartMethod.get(), work, LogSettings.none(), work)
                .toFrame();
        return Arrays.copyOfRange(frame, FrameDescriptor.HEADER_BYTES, frame.length);
    }

    /** What most processes do last. */
    private static void end() {
        OutputFlush flush = new OutputFlush();
        AtExit.register(AtExit.FLUSH, flush).cancel();
        flush.run();
        ExitNotice notice = new ExitNotice(ExitCall.isMade(), StartPhases.own().toPayload());
        byte[] frame = FrameDescriptor.frame(FrameType.EXITING, 0, notice.toPayload());
        if (AtExit.isSignalled() || frame.length == 0) {
            throw new IllegalStateException("this JVM is no spare any more");
        }
    }

    private static void nothing() {
        System.out.flush();
    }

    private static final class Target {

        static void run() {}
    }

    private static final class TargetOfOne {

        static void run(String argument) {
            if (!argument.isEmpty()) {
                throw new IllegalStateException("not what was sent: " + argument);
            }
        }
    }
}
