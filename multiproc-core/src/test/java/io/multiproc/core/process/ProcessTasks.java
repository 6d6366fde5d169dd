package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What the processes of the tests do. */
final class ProcessTasks {

    private ProcessTasks() {}

    /** Paths do not cross as they are used here: the text does. */
    static void describe(String file) throws Exception {
        var parent = parentProcess().orElseThrow();
        Programs.writeText(
                Path.of(file),
                String.join(
                        " ",
                        currentProcess().name(),
                        "" + currentProcess().pid(),
                        "" + currentProcess().isDaemon(),
                        parent.name(),
                        "" + parent.pid(),
                        "" + parent.isAlive()));
    }

    static void sum(String file, int b, long c, List<Integer> d, int[] e) throws Exception {
        Programs.writeText(Path.of(file), "" + (b + c + d.get(0) + e[0]));
    }

    static void sleep() throws InterruptedException {
        Programs.sleepForever();
    }

    static void tellAuthkey(String file) {
        tell(file, Arrays.toString(currentProcess().authkey()));
    }

    /** Tells what is said when it sends its parent. */
    static void sendParent(String file) throws Exception {
        try {
            ProcessQueue<Object> queue = queue();
            queue.put(parentProcess().orElseThrow());
            tell(file, "sent");
        } catch (NotSendableException e) {
            tell(file, e.getMessage());
        }
    }

    /** Says that it is up, and ends when the other file is there. */
    static void await(String up, String go) throws Exception {
        Programs.writeText(Path.of(up), "");
        Awaitility.await().atMost(ProcessCases.LONG).until(() -> Files.exists(Path.of(go)));
    }

    static void sleepAfter(String up) throws Exception {
        Programs.sleepForever(Path.of(up));
    }

    static void surviveInterrupt(String up) throws Exception {
        try {
            sleepAfter(up);
        } catch (InterruptedException e) {
            System.out.flush(); // work goes on
        }
    }

    static void tellAll(ProcessQueue<Object> queue, List<Integer> positional, Map<String, Integer> named)
            throws Exception {
        queue.put(positional);
        queue.put(named);
        queue.put(currentProcess().name());
        queue.put(currentProcess().authkey());
        queue.put(currentProcess().pid());
    }

    /** Tells its id, and starts two children, one after the other, down to the second generation. */
    static void grow(ProcessQueue<List<Integer>> ids, List<Integer> id) throws Exception {
        ids.put(id);
        if (id.size() < 2) {
            for (int i = 0; i < 2; i++) {
                List<Integer> next = new ArrayList<>(id);
                next.add(i);
                ChildProcess child = process(ProcessTasks::grow, ids, List.copyOf(next));
                child.start();
                child.join();
            }
        }
    }

    static void tellRefusal(String file) {
        IllegalStateException refusal = catchThrowableOfType(
                IllegalStateException.class,
                () -> process(Programs::returnNormally).start());
        tell(file, String.valueOf(refusal.getMessage()));
    }

    static void childOfChild(String file) throws Exception {
        ProcessCases.run(process(ProcessTasks::describe, file));
    }

    static void exit(@Nullable Object reason) {
        throw new ExitException(reason);
    }

    static void tell(String file, String text) {
        try {
            Programs.writeText(Path.of(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
