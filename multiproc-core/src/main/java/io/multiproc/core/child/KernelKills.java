package io.multiproc.core.child;

import io.multiproc.core.current.ControlGroups;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many processes the kernel has killed because there was no memory left: in this process's control group, which
 * counts also what it killed because the whole machine had none; where that cannot be read, on the machine. Each of
 * them explains one death of those that are asked for, so that others which are killed later are not put down to it.
 * May be used by any thread.
 */
public final class KernelKills {

    private static final System.Logger LOG = System.getLogger(KernelKills.class.getName());
    private static final String KEY = "oom_kill ";

    /** What all pools of this process ask: a kill in one of them explains no death in another. */
    public static final KernelKills HERE = new KernelKills(Path.of("/"));

    private final Path root;
    private final AtomicLong accounted = new AtomicLong(); // up to there, each has explained a death
    private volatile @Nullable Path known;

    /**
     * A counter.
     *
     * @param root where {@code proc} and {@code sys} are: {@code /}, but for tests
     */
    public KernelKills(Path root) {
        this.root = root;
    }

    /** How many there were by now; null if that cannot be read here. */
    public @Nullable Count count() {
        Path file = known;
        if (file != null) {
            return read(file);
        }
        for (Path candidate : candidates()) {
            Count count = read(candidate);
            if (count != null) {
                known = candidate;
                return count;
            }
        }
        return null;
    }

    /**
     * What has become of the number since then, for one death that it may explain; null if nobody can tell.
     *
     * @param before an earlier count, or null
     */
    public @Nullable Change since(@Nullable Count before) {
        if (before == null) {
            return null;
        }
        Count now = count();
        return now == null ? null : account(new Change(now.file(), before.kills(), 0, now.kills()));
    }

    /** The same for a death that has another cause: it leaves them to others. */
    public @Nullable Change besides(@Nullable Count before) {
        Count now = before == null ? null : count();
        return before == null || now == null ? null : new Change(now.file(), before.kills(), now.kills(), now.kills());
    }

    private Change account(Change change) {
        long others = accounted.getAndUpdate(known -> {
            Change seen = change.withAccounted(known);
            return seen.isRise() ? Math.max(seen.before(), known) + 1 : known;
        });
        return change.withAccounted(others);
    }

    /** A number and where it stands. */
    public record Count(Path file, long kills) {}

    /**
     * A number while a process ran.
     *
     * @param accounted up to there, the kills were those of others
     */
    public record Change(Path file, long before, long accounted, long after) {

        /** Whether a process was killed meanwhile that is not known to be another one. */
        public boolean isRise() {
            return after > Math.max(before, accounted);
        }

        /** Whether processes were killed meanwhile, all of which are known to be others. */
        boolean isOthersRise() {
            return after > before && !isRise();
        }

        private Change withAccounted(long others) {
            return new Change(file, before, others, after);
        }
    }

    private List<Path> candidates() {
        List<Path> files = new ArrayList<>(ControlGroups.files(
                root, lines(root.resolve("proc/self/cgroup")).stream(), "memory.events", "memory.oom_control"));
        files.add(root.resolve("proc/vmstat"));
        return files;
    }

    private static @Nullable Count read(Path file) {
        for (String line : lines(file)) {
            if (line.startsWith(KEY)) {
                return parse(file, line);
            }
        }
        return null;
    }

    private static @Nullable Count parse(Path file, String line) {
        try {
            return new Count(file, Long.parseLong(line.substring(KEY.length()).strip()));
        } catch (NumberFormatException e) {
            LOG.log(Level.DEBUG, "no number of kills in " + file + ": line=" + line, e);
            return null;
        }
    }

    private static List<String> lines(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try (Stream<String> lines =
                Files.readString(file, StandardCharsets.ISO_8859_1).lines()) {
            return lines.toList();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot read what the kernel tells in " + file, e);
            return List.of();
        }
    }
}
