package io.multiproc.process;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a child's standard output or standard error goes; an immutable value.
 *
 * <pre>{@code
 * var p = processBuilder().name("crawler").output(ProcessOutput.forwarded()).target(Main::crawl);
 * p.start();      // prints "[crawler] ..." for each line of the child, through System.out of this process
 * }</pre>
 *
 * <p>May be used by any thread and any number of processes. Where nothing is said, a child writes to the same output as
 * its parent, as in Python. With {@link StartMethod#THREAD} it is ignored: there a child shares {@code System.out}
 * itself.
 *
 * @see ProcessSettings#output(ProcessOutput)
 */
public final class ProcessOutput {

    /** The longest line, in characters, that is forwarded as one; a longer one is cut into lines of this length. */
    public static final int LONGEST_LINE_CHARS = 64 * 1024;

    private static final ProcessOutput INHERITED = new ProcessOutput(Kind.INHERITED, null, null);
    private static final ProcessOutput FORWARDED = new ProcessOutput(Kind.FORWARDED, null, null);
    private static final ProcessOutput DISCARDED = new ProcessOutput(Kind.DISCARDED, null, null);

    private final Kind kind;
    private final @Nullable String prefix;
    private final @Nullable Path file;

    private ProcessOutput(Kind kind, @Nullable String prefix, @Nullable Path file) {
        this.kind = kind;
        this.prefix = prefix;
        this.file = file;
    }

    /**
     * To where this process's own output goes; what {@code System.setOut} and {@code setErr} did here does not count.
     */
    public static ProcessOutput inherit() {
        return INHERITED;
    }

    /** As {@link #forwarded(String)}, each line with the child's name in front: {@code [name] line}. */
    public static ProcessOutput forwarded() {
        return FORWARDED;
    }

    /**
     * Line by line through this process's {@code System.out} or {@code System.err}, as they are at that moment.
     *
     * <p>Lines of several children are never torn. A last line without its end is forwarded when the child has ended,
     * however it ended, and {@code join} returns after the last line. A child that writes faster than this process
     * prints waits, as on any pipe. If a process that the child started goes on writing after the child's end,
     * {@code join} does not wait for that; it is forwarded while this process lives. When this process is killed, what
     * the child prints from then on is lost, and the child goes on.
     *
     * <p>The bytes are taken for text in the encoding that the child's options name ({@code -Dstdout.encoding},
     * {@code -Dstderr.encoding} or, on Java 17, {@code -Dfile.encoding}), or else in that of the machine; what is no
     * such text comes out as replacement characters. Lines longer than {@link #LONGEST_LINE_CHARS} are cut.
     *
     * @param prefix stands before each line; may be empty
     */
    public static ProcessOutput forwarded(String prefix) {
        return new ProcessOutput(Kind.FORWARDED, Objects.requireNonNull(prefix, "prefix"), null);
    }

    /**
     * To a file, which is emptied or created when the child starts.
     *
     * @param file a relative one means one in this process's working directory; its folder must exist when the child
     *     starts
     */
    public static ProcessOutput toFile(Path file) {
        return new ProcessOutput(Kind.TO_FILE, null, absolute(file));
    }

    /**
     * To the end of a file, which is created when the child starts unless it exists. Several children may share it.
     *
     * @param file a relative one means one in this process's working directory; its folder must exist when the child
     *     starts
     */
    public static ProcessOutput appendTo(Path file) {
        return new ProcessOutput(Kind.APPENDED, null, absolute(file));
    }

    /** To nowhere. */
    public static ProcessOutput discarded() {
        return DISCARDED;
    }

    private static Path absolute(Path file) {
        return Objects.requireNonNull(file, "file").toAbsolutePath();
    }

    /** What is done with the output. */
    public Kind kind() {
        return kind;
    }

    /** What stands before each forwarded line, if it is not the child's name. */
    public Optional<String> prefix() {
        return Optional.ofNullable(prefix);
    }

    /** The file, absolute, if there is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessOutput that
                && kind == that.kind
                && Objects.equals(prefix, that.prefix)
                && Objects.equals(file, that.file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, prefix, file);
    }

    /** The kind, with the prefix or the file. */
    @Override
    public String toString() {
        return "ProcessOutput(" + kind + (prefix == null ? "" : ", prefix='" + prefix + "'")
                + (file == null ? "" : ", file=" + file) + ")";
    }

    /** What can be done with a child's output. */
    public enum Kind {
        /** It goes where the parent's goes. */
        INHERITED,
        /** It is read by the parent and printed there line by line. */
        FORWARDED,
        /** It goes to a file that is emptied first. */
        TO_FILE,
        /** It is added to a file. */
        APPENDED,
        /** It goes nowhere. */
        DISCARDED
    }
}
