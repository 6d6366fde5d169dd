package io.multiproc.bench;

import io.multiproc.core.spawn.StartPhase;
import io.multiproc.core.spawn.StartPhases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time of a start goes: the medians of what each phase took, over the last starts. */
final class PhaseLog {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final StartPhase[] PHASES = StartPhase.values();

    private final List<StartPhases> starts = new ArrayList<>();

    /** Takes a start down; also called by threads of the library. */
    synchronized void add(StartPhases phases) {
        starts.add(phases);
    }

    /**
     * The table in Markdown, which reads well on a terminal too.
     *
     * @param most how many of the last starts count
     * @return empty if there were none that reached all phases
     */
    synchronized String table(int most) {
        List<StartPhases> complete =
                starts.stream().filter(PhaseLog::isComplete).toList();
        if (complete.isEmpty()) {
            return "";
        }
        List<StartPhases> last = complete.subList(Math.max(0, complete.size() - most), complete.size());
        StringBuilder text = new StringBuilder(row("phase", "took ms", "at ms")).append(row("---", "---:", "---:"));
        for (int i = 1; i < PHASES.length; i++) {
            StartPhase before = PHASES[i - 1];
            StartPhase phase = PHASES[i];
            text.append(row(
                    phase.label(),
                    number(last.stream()
                            .map(start -> millis(start, phase) - millis(start, before))
                            .toList()),
                    number(last.stream().map(start -> millis(start, phase)).toList())));
        }
        return text.toString();
    }

    private static boolean isComplete(StartPhases start) {
        for (StartPhase phase : PHASES) {
            if (start.nanosTo(phase) < 0) {
                return false;
            }
        }
        return true;
    }

    private static double millis(StartPhases start, StartPhase phase) {
        return start.nanosTo(phase) / NANOS_PER_MILLI;
    }

    private static String number(List<Double> millis) {
        return String.format(Locale.ROOT, "%.1f", Summary.of(millis).median());
    }

    private static String row(String phase, String took, String at) {
        return String.format(Locale.ROOT, "| %-20s | %7s | %6s |%n", phase, took, at);
    }
}
