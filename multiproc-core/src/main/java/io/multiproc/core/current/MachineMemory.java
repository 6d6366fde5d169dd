package io.multiproc.core.current;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much memory this process and its children may use together: that of the machine, or of the container if it is
 * less.
 */
public final class MachineMemory {

    private static final String TOTAL = "MemTotal:";
    private static final int KIB = 1024;

    private final Path root;

    /**
     * As told by the files of a Linux machine.
     *
     * @param root where its file system begins
     */
    MachineMemory(Path root) {
        this.root = root;
    }

    /** In bytes; empty where the operating system does not tell. */
    public static OptionalLong bytes() {
        return new MachineMemory(Path.of("/")).limit();
    }

    OptionalLong limit() {
        return LongStream.concat(ofMachine(), ofGroups()).min();
    }

    private LongStream ofMachine() {
        return read(root.resolve("proc/meminfo")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(TOTAL))
                .mapToLong(line -> KIB
                        * Long.parseLong(line.substring(TOTAL.length(), line.length() - "kB".length())
                                .strip()));
    }

    private LongStream ofGroups() {
        Stream<String> membership =
                read(root.resolve("proc/self/cgroup")).stream().flatMap(String::lines);
        return ControlGroups.files(root, membership, "memory.max", "memory.limit_in_bytes").stream()
                .flatMap(file -> read(file).stream())
                .flatMapToLong(MachineMemory::number);
    }

    /** Version 2 says {@code max} where there is no limit, version 1 a number beyond all memories. */
    private static LongStream number(String text) {
        String digits = text.strip();
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty()
                ? LongStream.of(Long.parseLong(digits))
                : LongStream.empty();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
