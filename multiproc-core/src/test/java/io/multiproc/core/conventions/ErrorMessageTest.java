package io.multiproc.core.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No exception without text. */
@SameWithoutNative
class ErrorMessageTest {

    private static final Pattern WITHOUT_TEXT = Pattern.compile("\\bnew\\s+[\\w.]*(Exception|Error)\\(\\s*\\)");

    @Test
    void everyExceptionHasAMessage() throws IOException {
        TreeSet<String> silent = new TreeSet<>();
        for (Path source : Repository.mainSources()) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (WITHOUT_TEXT.matcher(lines.get(i)).find()) {
                    silent.add(Repository.ROOT.relativize(source) + ":" + (i + 1));
                }
            }
        }
        assertThat(silent).as("exceptions without a message").isEmpty();
    }
}
