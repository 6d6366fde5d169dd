package io.multiproc.core.spawn;

import io.multiproc.core.child.JvmArguments;
import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.spawn.cache.ClassCache;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The command that starts a child JVM like this one. Holds no secret: command lines can be read by everyone. */
final class JvmCommandLine {

    private static final String MAIN_CLASS = "io.multiproc.core.spawn.SpawnMain";

    /** Above this many bytes the arguments go into a file: Linux takes at most 128 KiB in one argument. */
    private static final int ARGUMENT_FILE_BYTES = 64 * 1024;

    private static final String DIRECTORY = "-Dmultiproc.dir=";

    private static final String SELECTOR_PROVIDER = "java.nio.channels.spi.SelectorProvider";

    private static final int FIRST_WITH_NATIVE_ACCESS_WARNING = 22;

    /**
     * Five times what the JVM has by itself: most of what a start calls that often is not called again. Loops and what
     * is hot are compiled as ever. docs/benchmarks.md has the measurements.
     */
    private static final List<String> COMPILE_LATER = List.of(
            "-XX:Tier3InvocationThreshold=1000",
            "-XX:Tier3MinInvocationThreshold=500",
            "-XX:Tier3CompileThreshold=10000");

    private JvmCommandLine() {}

    /**
     * The command.
     *
     * @param jvm the program's own options come after the inherited ones, so that they win
     * @param argumentFile where the arguments are put if they are too long for a command line
     */
    static List<String> build(JvmSettings jvm, Path argumentFile) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JavaExecutable.get().toString());
        List<String> all = new ArrayList<>(Inherited.OPTIONS);
        all.addAll(JavaExecutable.forChildren());
        String heap = heapOption(jvm);
        if (heap != null) {
            all.add(heap);
        }
        int own = all.size();
        all.addAll(jvm.options());
        if (!InheritedOptions.chooseCollector(all)) {
            // one mutator thread and as many processes as processors: collector threads would only compete
            all.add("-XX:+UseSerialGC");
        }
        boolean elsewhere = jvm.directory() != null;
        String classPath = classPath(elsewhere, jvm.classPath());
        List<String> arguments = new ArrayList<>(cacheOptions(all, classPath, modulePath(elsewhere)));
        arguments.addAll(all.subList(0, own));
        arguments.addAll(JvmArguments.location(classPath, modulePath(elsewhere)));
        arguments.addAll(all.subList(own, all.size()));
        arguments.addAll(Inherited.MAIN);
        if (String.join("", arguments).getBytes(StandardCharsets.UTF_8).length > ARGUMENT_FILE_BYTES) {
            Files.writeString(argumentFile, quoted(arguments), Charset.forName(System.getProperty("sun.jnu.encoding")));
            command.add("@" + argumentFile);
        } else {
            command.addAll(arguments);
        }
        return command;
    }

    /**
     * The options of every child of a JVM that was started with those. A child's children get the same ones, each once:
     * they share an archive.
     */
    static List<String> forChildren(List<String> jvmArguments) {
        List<String> options = new ArrayList<>(InheritedOptions.of(jvmArguments));
        options.replaceAll(JvmCommandLine::withAbsoluteDirectory);
        // without it a child would look for one in every jar of its class path
        addOnce(
                options,
                "-D" + SELECTOR_PROVIDER + "=",
                SelectorProvider.provider().getClass().getName());
        addOnce(options, "-XX:-UsePerfData", ""); // its file in /tmp would outlive a child that is killed
        if (!options.contains("-XX:-ExitOnOutOfMemoryError")) { // the program's own choice
            addOnce(options, "-XX:+ExitOnOutOfMemoryError", "");
        }
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_WARNING) {
            addOnce(options, "--enable-native-access=", "ALL-UNNAMED");
        }
        // an archive of classes is used where it lies, instead of moved: less to write, and less to free at the end
        addOnce(options, "-XX:+UnlockDiagnosticVMOptions", "");
        addOnce(options, "-XX:ArchiveRelocationMode=", "0");
        if (options.stream().noneMatch(JvmCommandLine::choosesWhenToCompile)) {
            options.addAll(COMPILE_LATER);
        }
        return List.copyOf(options);
    }

    private static boolean choosesWhenToCompile(String option) {
        return option.startsWith("-XX:Tier3") || option.startsWith("-XX:CompileThreshold");
    }

    /** All processes of a program meet there, wherever they work. */
    private static String withAbsoluteDirectory(String option) {
        return option.startsWith(DIRECTORY) && option.length() > DIRECTORY.length()
                ? DIRECTORY + Path.of(option.substring(DIRECTORY.length())).toAbsolutePath()
                : option;
    }

    private static void addOnce(List<String> options, String option, String value) {
        if (options.stream().noneMatch(present -> present.startsWith(option))) {
            options.add(option + value);
        }
    }

    /** The limit of the heap of a child that shares the memory with others like it; null if it needs none. */
    static @Nullable String heapOption(JvmSettings jvm) {
        if (jvm.siblings() == 0) {
            return null;
        }
        List<String> options = new ArrayList<>(Inherited.OPTIONS);
        options.addAll(jvm.options());
        return HeapShare.option(jvm.siblings(), options);
    }

    private static String classPath(boolean elsewhere, List<Path> more) {
        StringJoiner entries = new StringJoiner(File.pathSeparator);
        if (!Inherited.CLASS_PATH.isEmpty()) {
            entries.add(elsewhere ? absolute(Inherited.CLASS_PATH) : Inherited.CLASS_PATH);
        }
        more.forEach(entry -> entries.add(entry.toAbsolutePath().toString()));
        return entries.toString();
    }

    private static @Nullable String modulePath(boolean elsewhere) {
        String path = Inherited.MODULE_PATH;
        return elsewhere && path != null ? absolute(path) : path;
    }

    /** For a child in another directory: there they mean what they mean here. */
    private static String absolute(String elements) {
        return Arrays.stream(elements.split(File.pathSeparator, -1))
                .map(element -> Path.of(element).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A cache is for the JVM that made it. There is none for a module beside us on the class path: too rare. */
    private static List<String> cacheOptions(List<String> options, String classPath, @Nullable String modulePath) {
        return JavaExecutable.isThisJvms() && !Inherited.IS_BESIDE_MODULE
                ? ClassCache.optionsFor(options, classPath, modulePath, Inherited.MAIN_MODULE)
                : List.of();
    }

    /** In the form of the launcher's argument files. */
    static String quoted(List<String> arguments) {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append('"')
                    .append(argument.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r"))
                    .append("\"\n");
        }
        return text.toString();
    }

    /** What does not change while this JVM runs. */
    private static final class Inherited {

        static final String CLASS_PATH = ClassPath.current();
        static final @Nullable String MODULE_PATH = System.getProperty("jdk.module.path");
        static final @Nullable String MAIN_MODULE = System.getProperty("jdk.module.main");

        /** Whether the program is a module, and this library is on its class path. */
        static final boolean IS_BESIDE_MODULE =
                MAIN_MODULE != null && !JvmCommandLine.class.getModule().isNamed();

        static final List<String> OPTIONS =
                forChildren(ManagementFactory.getRuntimeMXBean().getInputArguments());
        static final List<String> MAIN = main();

        private static List<String> main() {
            if (MAIN_MODULE == null) {
                return List.of(MAIN_CLASS);
            }
            if (IS_BESIDE_MODULE) {
                return List.of("--add-modules", MAIN_MODULE, MAIN_CLASS);
            }
            List<String> main = new ArrayList<>();
            if (!MAIN_MODULE.equals(JvmArguments.OUR_MODULE)) { // named anyway; an archive fits the same roots only
                main.addAll(List.of("--add-modules", MAIN_MODULE));
            }
            main.addAll(List.of("-m", JvmArguments.OUR_MODULE + "/" + MAIN_CLASS));
            return main;
        }
    }
}
