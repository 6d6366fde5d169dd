package io.multiproc.ipc.hub.netty;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Another user's program, which needs nothing but the JDK: connects to a socket and prints what it is told. */
final class Stranger {

    private Stranger() {}

    public static void main(String[] arguments) throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(4096);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
            int count = channel.read(heard);
            while (count > 0) {
                count = channel.read(heard);
            }
        }
        System.out.println(new String(heard.array(), 0, heard.position(), StandardCharsets.ISO_8859_1));
    }

    /** Puts this class, and no other, where another user can read it. */
    static Path copyTo(Path folder) throws IOException {
        String file = Stranger.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("stranger.jar");
        try (InputStream in = Stranger.class.getResourceAsStream("/" + file);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
        }
        return jar;
    }
}
