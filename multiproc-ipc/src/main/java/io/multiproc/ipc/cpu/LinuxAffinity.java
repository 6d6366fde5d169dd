package io.multiproc.ipc.cpu;

import com.sun.jna.Native;

/** Linux's system call that binds a thread to processors, through JNA: the one class that uses it. */
final class LinuxAffinity {

    static {
        Native.register(LinuxAffinity.class, "c");
    }

    private LinuxAffinity() {}

    /** Whether it was done; not if there is no such thread any more, or no such processor. */
    static boolean bind(long thread, int processor) {
        byte[] mask = new byte[(processor / Long.SIZE + 1) * Long.BYTES]; // whole words, the lowest byte first
        mask[processor / Byte.SIZE] = (byte) (1 << (processor % Byte.SIZE));
        return sched_setaffinity((int) thread, mask.length, mask) == 0;
    }

    @SuppressWarnings({"checkstyle:MethodName", "MemberName"}) // the name in C
    private static native int sched_setaffinity(int thread, long length, byte[] mask);
}
