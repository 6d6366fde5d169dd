package io.multiproc.core.spawn;

import io.multiproc.core.spawn.cache.ManifestClassPath;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The class path that a child is to have: this process's own.
 *
 * <p>Build tools start a JVM from a jar that holds nothing but a manifest with a class path; such a jar may be removed
 * at any time, so the child gets the paths it stands for.
 */
final class ClassPath {

    private ClassPath() {}

    /** The elements as they were given to this JVM, a manifest-only jar replaced by what it names. */
    static String current() {
        return resolve(System.getProperty("java.class.path", ""));
    }

    static String resolve(String classPath) {
        if (classPath.isEmpty() || classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
            return classPath;
        }
        Path jar = Path.of(classPath);
        if (!Files.isRegularFile(jar)) {
            return classPath;
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            List<String> named = ManifestClassPath.words(file);
            return named.isEmpty() || !isManifestOnly(file) ? classPath : expand(jar, named);
        } catch (IOException | IllegalArgumentException e) {
            return classPath; // no jar, or an element that is no URI: the child's own JVM makes of it what this one has
        }
    }

    private static boolean isManifestOnly(JarFile file) {
        return file.stream()
                .allMatch(entry -> entry.isDirectory() || entry.getName().startsWith("META-INF/"));
    }

    private static String expand(Path jar, List<String> named) {
        URI base = jar.toUri();
        List<String> elements = new ArrayList<>();
        for (String element : named) {
            URI uri = base.resolve(element);
            elements.add("file".equals(uri.getScheme()) ? Path.of(uri).toString() : element);
        }
        return String.join(File.pathSeparator, elements);
    }
}
