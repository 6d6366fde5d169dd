package io.multiproc.core.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/parity.md} against the list of Python's names, and against the Java classes. */
@SameWithoutNative
class PythonParityTest {

    private static final Pattern PYTHON_TAG = Pattern.compile("@python\\s+(\\S+)");

    /** Parts of a name in a tag that the list leaves out. */
    private static final Pattern MODULES = Pattern.compile(
            "^multiprocessing\\.((pool|process|connection|queues|synchronize|managers|context|shared_memory)\\.)?");

    private static final List<String> PACKAGES = List.of(
            "io.multiproc",
            "io.multiproc.connection",
            "io.multiproc.logging",
            "io.multiproc.managers",
            "io.multiproc.pool",
            "io.multiproc.process",
            "io.multiproc.queue",
            "io.multiproc.reduction",
            "io.multiproc.shared",
            "io.multiproc.sync",
            "java.io",
            "java.lang",
            "java.util.concurrent");

    @Test
    void everyPythonNameHasARow() throws IOException {
        assertThat(Parity.rows().keySet()).containsAll(pythonNames());
    }

    @Test
    void everyRowIsAPythonName() throws IOException {
        assertThat(pythonNames()).containsAll(Parity.rows().keySet());
    }

    @Test
    void everyRowHasAVerdict() throws IOException {
        Parity.rows()
                .forEach((name, row) -> assertThat(row.verdict())
                        .as("what docs/parity.md says of %s", name)
                        .matches("`.*|absent"));
    }

    @Test
    void everyJavaNameExists() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        for (Map.Entry<String, Parity.Row> entry : Parity.rows().entrySet()) {
            entry.getValue().members().stream()
                    .filter(member -> !exists(member))
                    .map(member -> entry.getKey() + " -> " + member)
                    .forEach(missing::add);
        }
        assertThat(missing).as("Java names in docs/parity.md that do not exist").isEmpty();
    }

    @Test
    void everyPythonTagHasARow() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        for (Path source : Repository.mainSources()) {
            for (MatchResult tag :
                    PYTHON_TAG.matcher(Files.readString(source)).results().toList()) {
                if (!Parity.rows().containsKey(nameOf(tag.group(1)))) {
                    missing.add(source.getFileName() + ": " + tag.group(1));
                }
            }
        }
        assertThat(missing).as("@python tags without a row in docs/parity.md").isEmpty();
    }

    /** The name in the list for one in a tag; {@code f(x)} is meant if the list has it, else {@code f}. */
    private static String nameOf(String tag) throws IOException {
        String name = MODULES.matcher(tag).replaceFirst("");
        return Parity.rows().containsKey(name) ? name : name.replaceFirst("\\(.*", "");
    }

    private static List<String> pythonNames() throws IOException {
        try (InputStream in = PythonParityTest.class.getResourceAsStream("/python-names.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    /** Whether there is such a public class, or such a public member of one. */
    private static boolean exists(String name) {
        if (find(name).isPresent()) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0
                && find(name.substring(0, dot))
                        .map(owner -> hasMember(owner, name.substring(dot + 1)))
                        .orElse(false);
    }

    private static boolean hasMember(Class<?> owner, String name) {
        Stream<? extends Member> members =
                Stream.concat(Arrays.stream(owner.getMethods()), Arrays.stream(owner.getFields()));
        return members.anyMatch(member -> member.getName().equals(name));
    }

    private static Optional<Class<?>> find(String name) {
        String binaryName = name.replace('.', '$');
        return PACKAGES.stream()
                .<Class<?>>mapMulti((candidate, found) -> {
                    try {
                        found.accept(Class.forName(candidate + "." + binaryName));
                    } catch (ClassNotFoundException e) {
                        // It may be in another package.
                    }
                })
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .findFirst();
    }
}
