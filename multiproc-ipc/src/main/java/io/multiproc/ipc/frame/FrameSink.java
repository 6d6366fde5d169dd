package io.multiproc.ipc.frame;

/** Takes frames as they are completed. */
@FunctionalInterface
public interface FrameSink {

    /** Takes one frame; the payload is an array of its own. */
    void accept(Frame frame);
}
