package io.multiproc.core.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of the documents and of error messages lead somewhere, and the README's examples compile. */
@SameWithoutNative
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern IN_MESSAGE = Pattern.compile("docs/[\\w/.-]+\\.md(#[\\w-]+)?");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        TreeSet<String> broken = new TreeSet<>();
        for (Path document : Repository.documents()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(document)).results().toList()) {
                String target = link.group(1);
                if (!target.startsWith("http") && !leadsSomewhere(document, target)) {
                    broken.add(Repository.ROOT.relativize(document) + ": " + target);
                }
            }
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void everyDocumentNamedInTheSourcesExists() throws IOException {
        TreeSet<String> broken = new TreeSet<>();
        for (Path source : Repository.mainSources()) {
            for (MatchResult link :
                    IN_MESSAGE.matcher(Files.readString(source)).results().toList()) {
                if (!leadsSomewhere(Repository.ROOT.resolve("README.md"), link.group())) {
                    broken.add(Repository.ROOT.relativize(source) + ": " + link.group());
                }
            }
        }
        assertThat(broken).as("documents named in sources that do not exist").isEmpty();
    }

    @Test
    void theReadmesExamplesAreCompiled() throws IOException {
        String tests = "multiproc-core/src/test/java/io/multiproc/core/conventions/";
        List<String> compiled =
                statements(Repository.read(tests + "Main.java") + Repository.read(tests + "SideBySide.java"));
        for (MatchResult block :
                JAVA_BLOCK.matcher(Repository.read("README.md")).results().toList()) {
            assertThat(compiled).containsAll(statements(block.group(1)));
        }
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();
    }

    /** The pieces of code between semicolons and braces, without comments and white space: what formatting keeps. */
    private static List<String> statements(String code) {
        return Stream.of(code.replaceAll("//.*|(?s:/\\*.*?\\*/)", "")
                        .replaceAll("\\s+", "")
                        .split("[;{}]"))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
