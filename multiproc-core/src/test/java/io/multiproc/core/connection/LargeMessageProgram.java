package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;

/** Sends a message that nearly fills its heap to a child with a heap of the same size. */
final class LargeMessageProgram {

    private static final int SIZE = 300 << 20;

    private LargeMessageProgram() {}

    static void receive(Connection connection) throws Exception {
        try (connection) {
            byte[] message = connection.recvBytes();
            connection.send(message.length + " " + message[SIZE - 1]);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = processBuilder()
                    .jvmOptions("-Xmx340m", "-Xmn16m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=8m")
                    .target(LargeMessageProgram::receive, pipe.second());
            child.start();
            byte[] message = new byte[SIZE];
            message[SIZE - 1] = 42;
            pipe.first().sendBytes(message);
            System.out.println(pipe.first().recv());
            child.join();
        }
    }
}
