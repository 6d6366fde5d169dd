package io.multiproc.core.spawn.cache;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of an archive: a digest over everything that makes one useless if it changes.
 *
 * <p>The JVM checks most of it again. But a key that changes is what has a new archive made, and lets old and new ones lie
 * side by side.
 */
final class ArchiveKey {

    /** Changes when archives are made in another way. */
    private static final String FORMAT = "multiproc class cache 2";

    private static final int KEY_BYTES = 16;

    private final StringBuilder text = new StringBuilder(FORMAT);

    private ArchiveKey() {}

    /** The key of the archive for children with that setup, in hexadecimal digits. */
    static String of(JvmSetup setup) {
        ArchiveKey key = new ArchiveKey();
        for (String property : new String[] {"java.vm.name", "java.vm.vendor", "java.vm.version", "os.arch"}) {
            key.add(System.getProperty(property));
        }
        Path home = Path.of(System.getProperty("java.home"));
        key.addFile(home.resolve("lib").resolve("modules"));
        setup.options().forEach(key::add);
        key.addPath(setup.archivable());
        key.addPath(setup.modulePath() == null ? "" : setup.modulePath());
        key.add(String.valueOf(setup.mainModule()));
        return key.digest();
    }

    private void add(String part) {
        text.append('\n').append(part);
    }

    private void addPath(String path) {
        add("path");
        for (String element : path.split(File.pathSeparator, -1)) {
            if (!element.isEmpty()) {
                addFile(Path.of(element).toAbsolutePath());
            }
        }
    }

    private void addFile(Path file) {
        add(file.toString());
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            add(attributes.size() + " " + attributes.lastModifiedTime());
        } catch (IOException e) {
            add("not there");
        }
    }

    private String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
