package io.multiproc.core.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a child's JVM differs from its parent's.
 *
 * @param options its options, after the inherited ones
 * @param environment variables besides the inherited ones
 * @param directory its working directory, or null for the parent's
 */
public record JvmSettings(
        List<String> options,
        Map<String, String> environment,
        @Nullable Path directory) {

    /** Copies the collections. */
    public JvmSettings {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** A JVM like its parent's but for its options. */
    public static JvmSettings withOptions(List<String> options) {
        return new JvmSettings(options, Map.of(), null);
    }
}
