package io.multiproc.core.spawn.cache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options of a JVM without those that a later one overrides, so that JVMs that are set up alike have equal lists. */
final class OptionSet {

    private static final String SWITCH_ON = "-XX:+";
    private static final String SWITCH_OFF = "-XX:-";
    private static final String HEAP_LIMIT = "-Xmx";

    /** A JVM takes a locked option only behind the one that unlocks it. */
    private static final Comparator<String> ORDER = Comparator.comparing(
                    (String option) -> !option.startsWith(SWITCH_ON + "Unlock"))
            .thenComparing(Comparator.naturalOrder());

    private final Map<String, String> byName = new HashMap<>();

    void add(String option) {
        byName.put(name(option), option);
    }

    List<String> inOrder() {
        return byName.values().stream().sorted(ORDER).toList();
    }

    /** What a later option of the same name overrides; those of modules add up, each is its own name. */
    private static String name(String option) {
        if (option.startsWith(SWITCH_ON) || option.startsWith(SWITCH_OFF)) {
            return option.substring(SWITCH_ON.length());
        }
        if (option.startsWith(HEAP_LIMIT) || option.startsWith("-XX:MaxHeapSize")) {
            return HEAP_LIMIT;
        }
        return option.startsWith("-XX:") ? option.replaceFirst("=.*", "") : option;
    }
}
