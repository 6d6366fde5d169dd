package io.multiproc.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessSettings;
import io.multiproc.process.StartMethod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * A program whose processes end in all ways, each in a JVM that stood by: of its own kind, since nothing is said of it
 * that no spare has, such as another heap, or a file for what it writes. That goes where the program's own output goes,
 * which is a file.
 */
final class EndingsProgram {

    private static final ProcessSettings SETTINGS = ProcessSettings.defaults().startMethod(StartMethod.FORKSERVER);

    private EndingsProgram() {}

    /** Takes the kind of the processes. */
    public static void main(String[] arguments) throws Exception {
        Kind kind = Kind.valueOf(arguments[0]);
        SoftAssertions all = new SoftAssertions();
        for (Ending ending : endings(kind)) {
            all.check(() -> endsAsItShould(kind, ending));
        }
        all.assertAll();
        System.out.println("all " + endings(kind).size() + " ended as they should");
    }

    static List<Ending> endings(Kind kind) {
        return Ending.certain().stream()
                .filter(ending -> ending.kinds().contains(kind))
                .toList();
    }

    private static void endsAsItShould(Kind kind, Ending ending) throws Exception {
        ForkserverStarter.sparesStandBy().get();
        int before = OwnOutput.size();
        try (ChildProcess child = kind.process(SETTINGS, ending)) {
            try {
                startInSpare(child);
                Ended ended = new Ended(child, ending);
                ended.awaitAndCheck();
                ended.checkWords(OwnOutput.since(before));
            } finally {
                if (child.isAlive()) { // else this program would not end, and not say what is wrong
                    child.kill();
                    child.join();
                }
            }
        }
    }

    /** There may be one spare only. */
    private static void startInSpare(ChildProcess child) {
        Set<Long> spares =
                ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        child.start();
        assertThat(spares).as("pids of the spares").contains(child.pid().orElseThrow());
    }
}
