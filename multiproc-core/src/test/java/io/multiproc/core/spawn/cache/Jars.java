package io.multiproc.core.spawn.cache;

import io.multiproc.core.launch.CacheProgram;
import io.multiproc.core.launch.Library;
import io.multiproc.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link CacheProgram} and all it needs, in jars: the JVM archives classes of jars only. */
record Jars(Path directory, String classPath) {

    static Jars in(Path directory) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(Library.jarOf(directory.resolve("program.jar"), List.of(), CacheProgram.class));
        for (Path element : Library.elements()) {
            Path jar = directory.resolve(jars.size() + ".jar");
            jars.add(Library.copy(element, jar));
        }
        return new Jars(directory, Library.join(jars.stream()));
    }

    Path program() {
        return directory.resolve("program.jar");
    }

    /** The program, with a cache folder of its own. */
    ChildJvm run(Path cache, String... orders) {
        return withCache(cache, ChildJvm.of(CacheProgram.class, orders).classPath(classPath));
    }

    /** The program that makes an archive ahead of others. */
    ChildJvm prepare(Path cache) {
        return withCache(cache, ChildJvm.of(PrepareMain.class).classPath(classPath));
    }

    /** What makes one in the background, alone. */
    ChildJvm training(Path cache, String... arguments) {
        return withCache(cache, ChildJvm.of(TrainingMain.class, arguments).classPath(classPath));
    }

    /** The same as a module. */
    ChildJvm runModule(Path cache, String... orders) {
        return withCache(
                cache,
                ChildJvm.ofModule("program/" + CacheProgram.class.getName(), orders)
                        .modulePath(classPath)
                        .jvmOptions("--add-modules", "io.multiproc.core", "--enable-native-access=io.netty.common"));
    }

    private static ChildJvm withCache(Path cache, ChildJvm program) {
        return program.jvmOptions("-Dmultiproc.cache=on", "-Dmultiproc.cache.dir=" + cache);
    }
}
