package io.multiproc.core.spawn.cache;

import io.multiproc.core.child.JvmArguments;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a JVM can use an archive: its options as far as they matter, its class path and its modules.
 *
 * @param options those that matter to the layout of classes and heap, and to modules, in an order that does not depend
 *     on the one they were given in
 * @param classPath the class path, empty for none
 * @param modulePath the module path, or null
 * @param mainModule the program's main module, or null
 */
record JvmSetup(
        List<String> options,
        String classPath,
        @Nullable String modulePath,
        @Nullable String mainModule) {

    /** Options that matter; all others may differ between those who share an archive. */
    private static final List<String> RELEVANT = List.of(
            "--add-",
            "--enable-",
            "--illegal-",
            "--sun-misc-",
            "-Xmx",
            "-XX:+Use",
            "-XX:-Use",
            "-XX:MaxHeapSize",
            "-XX:MaxRAM",
            "-XX:ObjectAlignmentInBytes",
            "-XX:+Unlock");

    /** The user's own arrangements, which win, and what the JVM does not share classes with. */
    private static final List<String> EXCLUDING = List.of(
            "-Xshare:",
            "-XX:SharedArchiveFile",
            "-XX:SharedClassListFile",
            "-XX:DumpLoadedClassList",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:+RecordDynamicDumpInfo",
            "-XX:AOT",
            "-XX:+AOT",
            "-XX:-AOT",
            "-XX:-UseSharedSpaces",
            "-Xbootclasspath",
            "-Djava.system.class.loader=",
            "--patch-module",
            "--limit-modules",
            "--upgrade-module-path",
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "-m",
            "-jar",
            "@");

    /**
     * The setup of a child.
     *
     * @param options all options of the child
     * @return null if such a child cannot or should not use an archive of ours
     */
    static @Nullable JvmSetup of(
            List<String> options, String classPath, @Nullable String modulePath, @Nullable String mainModule) {
        OptionSet relevant = new OptionSet();
        for (String option : options) {
            boolean inTwoParts = option.startsWith("--") && option.indexOf('=') < 0;
            if (JvmArguments.startsWithAny(option, EXCLUDING) || (inTwoParts && !option.equals("--enable-preview"))) {
                return null;
            }
            if (JvmArguments.startsWithAny(option, RELEVANT) && !HeapLimit.isWithoutEffectOnLayout(option)) {
                relevant.add(option);
            }
        }
        return new JvmSetup(relevant.inOrder(), classPath, modulePath, mainModule);
    }

    /**
     * The arguments that tell a JVM where its classes are.
     *
     * @param elements all of the class path, or the part of it that can be archived
     */
    List<String> location(String elements) {
        return JvmArguments.location(elements, modulePath);
    }

    /** The arguments that name a main class, empty for none. */
    List<String> main(String mainClass) {
        if (mainModule == null) {
            return mainClass.isEmpty() ? List.of() : List.of(mainClass);
        }
        String module = JvmArguments.OUR_MODULE;
        return List.of("--add-modules", mainModule, "-m", mainClass.isEmpty() ? module : module + "/" + mainClass);
    }

    /**
     * The class path up to the first element that is not a jar: the JVM archives classes of jars only, and takes an
     * archive for every class path that begins like the archived one.
     */
    String archivable() {
        List<String> jars = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            if (element.isEmpty() || !Files.isRegularFile(Path.of(element))) {
                break;
            }
            jars.add(element);
        }
        return String.join(File.pathSeparator, jars);
    }
}
