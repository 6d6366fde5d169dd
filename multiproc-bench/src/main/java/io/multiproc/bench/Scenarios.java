package io.multiproc.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that can be measured so far. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        ProcessScenarios.all(),
                        PipeScenarios.all(),
                        QueueScenarios.all(),
                        LockScenarios.all(),
                        ValueScenarios.all(),
                        PoolScenarios.all(),
                        ManagerScenarios.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Those of the areas and ids that are named, each once; all of them if nothing is named.
     *
     * @throws IllegalArgumentException if a name stands for none
     */
    static List<Scenario> named(List<String> names) {
        for (String name : names) {
            if (all().stream().noneMatch(scenario -> matches(scenario, name))) {
                throw new IllegalArgumentException(nothing(name));
            }
        }
        return all().stream()
                .filter(scenario -> names.isEmpty() || names.stream().anyMatch(name -> matches(scenario, name)))
                .toList();
    }

    /** Whether the names ask for all of an area. */
    static boolean haveAllOf(Area area, List<String> names) {
        return names.isEmpty() || names.contains(area.label());
    }

    private static boolean matches(Scenario scenario, String name) {
        return scenario.spec().id().equals(name)
                || scenario.spec().area().label().equals(name);
    }

    private static String nothing(String name) {
        return "no area or row of that name: name=" + name + " (areas: " + areas() + ")";
    }

    private static String areas() {
        return all().stream()
                .map(scenario -> scenario.spec().area().label())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
