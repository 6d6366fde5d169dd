package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;

/** Sends a message of so many bytes, which nearly fills its heap, to a child with a heap of the same size. */
final class LargeMessageProgram {

    private static final int BESIDES_MIB = 40;

    private LargeMessageProgram() {}

    /** Of a JVM in which there is room for one message, and hardly more. */
    static String[] jvmOptions(int size) {
        return new String[] {
            "-Xmx" + ((size >> 20) + BESIDES_MIB) + "m", "-Xmn16m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=8m"
        };
    }

    static void receive(Connection connection) throws Exception {
        try (connection) {
            byte[] message = connection.recvBytes();
            connection.send(message.length + " " + message[message.length - 1]);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int size = Integer.parseInt(arguments[0]);
        try (Pipe pipe = pipe()) {
            ChildProcess child =
                    processBuilder().jvmOptions(jvmOptions(size)).target(LargeMessageProgram::receive, pipe.second());
            child.start();
            byte[] message = new byte[size];
            message[size - 1] = 42;
            pipe.first().sendBytes(message);
            System.out.println(pipe.first().recv());
            child.join();
        }
    }
}
