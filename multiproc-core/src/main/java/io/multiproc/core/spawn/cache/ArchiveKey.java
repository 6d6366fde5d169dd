package io.multiproc.core.spawn.cache;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The name of an archive: a digest over everything that makes one useless if it changes.
 *
 * <p>The JVM checks most of it again. But a key that changes is what has a new archive made, and lets old and new ones
 * lie side by side.
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
        key.addJarsNamedBy(setup.archivable());
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

    /** The JVM takes the jars that the manifests of others name for part of the class path, and so of the archive. */
    private void addJarsNamedBy(String path) {
        add("manifests");
        Set<Path> seen = new LinkedHashSet<>();
        for (String element : path.split(File.pathSeparator, -1)) {
            if (!element.isEmpty()) {
                seen.add(Path.of(element).toAbsolutePath().normalize());
            }
        }
        Deque<Path> unread = new ArrayDeque<>(seen);
        for (Path jar = unread.poll(); jar != null; jar = unread.poll()) {
            for (Path named : ManifestClassPath.of(jar)) {
                if (seen.add(named)) {
                    addNamed(named);
                    unread.add(named);
                }
            }
        }
    }

    /** A folder has another time whenever something is made in it; no class of it is in an archive. */
    private void addNamed(Path file) {
        if (Files.isDirectory(file)) {
            add(file.toString());
        } else {
            addFile(file);
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
