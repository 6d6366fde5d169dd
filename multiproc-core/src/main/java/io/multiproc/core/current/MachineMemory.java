package io.multiproc.core.current;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How much memory this process and its children may use together: that of the machine, or of the container if it is less. */
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
        return read("proc/meminfo").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(TOTAL))
                .mapToLong(line -> KIB
                        * Long.parseLong(line.substring(TOTAL.length(), line.length() - "kB".length())
                                .strip()));
    }

    /** Lines such as {@code 0::/a/b} for version 2 and {@code 4:memory:/a/b} for version 1. */
    private LongStream ofGroups() {
        return read("proc/self/cgroup").stream()
                .flatMap(String::lines)
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> {
                    if (parts[1].isEmpty()) {
                        return limits("sys/fs/cgroup", parts[2], "memory.max");
                    }
                    return Stream.of(parts[1].split(",", -1)).anyMatch("memory"::equals)
                            ? limits("sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes")
                            : Stream.empty();
                })
                .flatMapToLong(MachineMemory::number);
    }

    /** Of a group and all above it. In a container only the uppermost may be visible, as if it were the root. */
    private Stream<String> limits(String mount, String group, String file) {
        Stream.Builder<String> limits = Stream.builder();
        for (Path path = Path.of(group); path != null; path = path.getParent()) {
            read(mount + path + "/" + file).ifPresent(limits);
        }
        return limits.build();
    }

    /** Version 2 says {@code max} where there is no limit, version 1 a number beyond all memories. */
    private static LongStream number(String text) {
        String digits = text.strip();
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty()
                ? LongStream.of(Long.parseLong(digits))
                : LongStream.empty();
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
