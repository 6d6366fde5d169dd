package io.multiproc.ipc.memory;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Linux's futex system call, through JNA: the one class that uses it. */
final class LinuxFutex {

    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final long NUMBER = number();
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private static final ThreadLocal<TimeSpec> TIME = ThreadLocal.withInitial(TimeSpec::new);

    static {
        Native.register(LinuxFutex.class, "c");
    }

    private LinuxFutex() {}

    /** Tries a call that changes nothing. */
    static void check() {
        ByteBuffer word = ByteBuffer.allocateDirect(Long.BYTES);
        try {
            long woken = syscall(NUMBER, address(word), WAKE, 1, 0, 0, 0);
            if (woken != 0) {
                throw new IllegalStateException("futex(WAKE) gave " + woken + ": errno=" + Native.getLastError());
            }
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    /** Its result does not matter: who sleeps looks at the word when it wakes up for whatever reason. */
    static void await(MappedSegment memory, int word, int value, long nanos) {
        TimeSpec time = TIME.get();
        time.set(nanos);
        try {
            long unused = syscall(NUMBER, address(memory, word), WAIT, value, time.address, 0, 0);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    static void wake(MappedSegment memory, int word, int most) {
        try {
            long unused = syscall(NUMBER, address(memory, word), WAKE, most, 0, 0, 0);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Of the low half, on machines whose bytes go from low to high; others have no number. */
    private static long address(MappedSegment memory, int word) {
        return address(memory.buffer()) + (long) word * Long.BYTES;
    }

    private static long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    private static long number() {
        if (!Platform.isLinux() || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("not Linux on a little-endian machine: " + System.getProperty("os.name"));
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> 202;
            case "aarch64" -> 98;
            default ->
                throw new IllegalStateException(
                        "number of the system call is not known: " + System.getProperty("os.arch"));
        };
    }

    /** Takes any number of arguments in C; all are integers, which are passed in the same way. */
    private static native long syscall(
            long number, long address, int operation, int value, long timeout, long address2, int value3);

    /** Seconds and nanoseconds, for one thread. */
    private static final class TimeSpec {

        private final ByteBuffer bytes =
                ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        private final long address = address(bytes);

        void set(long nanos) {
            bytes.putLong(0, nanos / NANOS_PER_SECOND).putLong(Long.BYTES, nanos % NANOS_PER_SECOND);
        }
    }
}
