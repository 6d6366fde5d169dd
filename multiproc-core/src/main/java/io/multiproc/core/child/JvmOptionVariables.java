package io.multiproc.core.child;

import java.util.List;
import java.util.Map;

/** Variables of the environment in which a JVM looks for options. */
public final class JvmOptionVariables {

    /** Safe ones among their options come to a child anyway; agents and debug ports in them must not. */
    private static final List<String> NAMES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JvmOptionVariables() {}

    /** Takes them out of the environment that a JVM is started with. */
    public static void remove(Map<String, String> environment) {
        environment.keySet().removeAll(NAMES);
    }
}
