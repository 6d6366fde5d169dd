package io.multiproc.core.pool;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose worker takes more memory than there is, in a control group; or, without one, as if the kernel killed
 * it.
 */
final class OutOfMemoryProgram {

    private static final int PIECE = 8 << 20;
    private static final List<ByteBuffer> EATEN = new ArrayList<>();

    private OutOfMemoryProgram() {}

    public static void main(String[] arguments) throws Exception {
        WorkerPoolBuilder builder = new WorkerPoolBuilder(StartMethod.SPAWN);
        builder.processes(1).heap(24 << 20).jvmOptions("-XX:MaxDirectMemorySize=4g");
        if (arguments[0].equals("group")) {
            Path group = Path.of(arguments[1]);
            Files.writeString(
                    group.resolve("cgroup.procs"),
                    Long.toString(ProcessHandle.current().pid()));
            try (ProcessPool pool = builder.build()) {
                print(pool, () -> pool.apply(OutOfMemoryProgram::eat));
            }
        } else {
            Path root = Path.of(arguments[1]);
            Path counter = root.resolve("proc/vmstat");
            Files.createDirectories(root.resolve("proc/self"));
            Files.writeString(counter, "oom_kill 0\n");
            try (ProcessPool pool = builder.kernelFiles(root).build()) {
                String file = counter.toString();
                print(pool, () -> pool.apply(OutOfMemoryProgram::killAsTheKernel, file));
            }
        }
    }

    private interface Call {
        Object run() throws Exception;
    }

    private static void print(ProcessPool pool, Call call) throws Exception {
        try {
            System.out.println("survived with " + call.run());
        } catch (WorkerTerminatedException e) {
            System.out.println(e.verdict() + ": " + e.evidence());
        }
        System.out.println("usable: " + pool.apply(PoolTasks::square, 3));
    }

    static int eat() throws Exception {
        Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000"); // this process, and not its parent
        for (long eaten = 0; eaten < 4L << 30; eaten += PIECE) {
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
            for (int i = 0; i < PIECE; i += 1024) {
                piece.put(i, (byte) 1);
            }
            EATEN.add(piece);
        }
        return EATEN.size();
    }

    static int killAsTheKernel(String file) throws Exception {
        return VerdictTest.killAsTheKernel(file);
    }
}
