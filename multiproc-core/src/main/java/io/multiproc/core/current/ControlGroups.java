package io.multiproc.core.current;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the kernel tells of the control group that this process is in, and of those above it. */
public final class ControlGroups {

    private ControlGroups() {}

    /**
     * The files of that name of the group that accounts for memory, then of those above it, the nearest first; some may
     * not be there: in a container only the uppermost may be visible, as if it were the root.
     *
     * @param root where {@code sys} is: {@code /}, but for tests
     * @param membership lines of {@code proc/self/cgroup}, such as {@code 0::/a/b} for version 2 and
     *     {@code 4:memory:/a/b} for version 1
     * @param version2 name of the file in version 2
     * @param version1 name of the file in version 1
     */
    public static List<Path> files(Path root, Stream<String> membership, String version2, String version1) {
        Path mount = root.resolve("sys/fs/cgroup");
        return membership
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> {
                    if (parts[1].isEmpty()) {
                        return upwards(mount, parts[2], version2);
                    }
                    return List.of(parts[1].split(",", -1)).contains("memory")
                            ? upwards(mount.resolve("memory"), parts[2], version1)
                            : Stream.empty();
                })
                .toList();
    }

    private static Stream<Path> upwards(Path mount, String group, String file) {
        Stream.Builder<Path> files = Stream.builder();
        for (Path path = Path.of(group); path != null; path = path.getParent()) {
            files.add(mount.resolve("./" + path + "/" + file).normalize());
        }
        return files.build();
    }
}
