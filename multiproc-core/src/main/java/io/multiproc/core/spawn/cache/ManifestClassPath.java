package io.multiproc.core.spawn.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What the manifest of a jar adds to the class path: its {@code Class-Path}. */
final class ManifestClassPath {

    private ManifestClassPath() {}

    /** The files and folders that it names, whether they are there or not; none if that is no jar with such a manifest. */
    static List<Path> of(Path jar) {
        String attribute = attribute(jar);
        List<Path> named = new ArrayList<>();
        if (attribute != null) {
            for (String word : attribute.trim().split(" +", -1)) {
                Path file = file(jar, word);
                if (file != null) {
                    named.add(file);
                }
            }
        }
        return named;
    }

    private static @Nullable String attribute(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return null;
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        } catch (IOException e) {
            log("names no other jars, since it cannot be read: " + jar, e);
            return null;
        }
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
