package io.multiproc.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and when a run took place.
 *
 * @param load processes that wanted a processor on average in the minute before; negative if unknown
 */
record Machine(int processors, String model, String system, String jdk, String python, double load, String date) {

    /** This machine now. */
    static Machine here(CPython cpython) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorModel(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                cpython.description(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** The facts in one line. */
    String summary() {
        return processors + " processors, " + jdk + ", Python: " + python + ", load " + loadText();
    }

    /** The load, and what it means for the figures. */
    String loadText() {
        if (load < 0) {
            return "unknown";
        }
        String text = String.format(Locale.ROOT, "%.2f", load);
        return load > processors / 2.0 ? text + " (others are at work: the figures are noisy)" : text;
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown model");
        } catch (IOException e) {
            return "unknown model"; // only Linux has the file
        }
    }
}
