package io.multiproc.core.spawn.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What the manifest of a jar adds to the class path: its {@code Class-Path}. */
public final class ManifestClassPath {

    /** Children start often, and to open a jar takes longer than to look whether it is the same. */
    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private ManifestClassPath() {}

    /** What a jar named that had this size and time. */
    private record Known(long size, FileTime modified, List<Path> named) {

        boolean isOf(BasicFileAttributes attributes) {
            return size == attributes.size() && modified.equals(attributes.lastModifiedTime());
        }
    }

    /**
     * The files and folders that it names, whether they are there or not; none if that is no jar with such a manifest.
     */
    static List<Path> of(Path jar) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        } catch (IOException e) {
            log("names no other jars, since it is not there: " + jar, e);
            return List.of();
        }
        if (!attributes.isRegularFile()) {
            return List.of();
        }
        Known known = KNOWN.get(jar);
        if (known == null || !known.isOf(attributes)) {
            known = new Known(attributes.size(), attributes.lastModifiedTime(), List.copyOf(read(jar)));
            KNOWN.put(jar, known);
        }
        return known.named();
    }

    private static List<Path> read(Path jar) {
        List<Path> named = new ArrayList<>();
        try (JarFile open = new JarFile(jar.toFile(), false)) {
            for (String word : words(open)) {
                Path file = file(jar, word);
                if (file != null) {
                    named.add(file);
                }
            }
        } catch (IOException e) {
            log("names no other jars, since it cannot be read: " + jar, e);
        }
        return named;
    }

    /** What stands there: addresses, most of them relative to the jar's. */
    public static List<String> words(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        String attribute =
                manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(attribute == null ? "" : attribute);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** Null for what is no file, such as the address of a server. */
    private static @Nullable Path file(Path jar, String word) {
        try {
            URI named = jar.toUri().resolve(word);
            return "file".equals(named.getScheme()) ? Path.of(named).normalize() : null;
        } catch (IllegalArgumentException e) {
            log("no file, in the manifest of " + jar + ": " + word, e);
            return null;
        }
    }

    private static void log(String what, Exception reason) {
        System.getLogger(ManifestClassPath.class.getName()).log(Level.DEBUG, what, reason);
    }
}
