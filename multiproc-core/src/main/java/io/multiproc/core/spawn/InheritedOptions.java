package io.multiproc.core.spawn;

import io.multiproc.core.child.JvmArguments;
import java.util.ArrayList;
import java.util.List;

/**
 * Which options of this JVM its children get too: those that change what code means or may do, and how much memory it
 * may take; not those that would make two JVMs fight over a port or a file.
 */
final class InheritedOptions {

    private static final List<String> KEPT = List.of(
            "-D",
            "--add-opens=",
            "--add-exports=",
            "--add-reads=",
            "--add-modules=",
            "--limit-modules=",
            "--patch-module=",
            "--upgrade-module-path=",
            "--enable-native-access=",
            "--enable-preview",
            "--sun-misc-unsafe-memory-access=",
            "-ea",
            "-da",
            "-esa",
            "-dsa",
            "-enableassertions",
            "-disableassertions",
            "-Xss",
            "-Xmx",
            "-Xint",
            "-Xcomp",
            "-Xrs",
            "-Xbootclasspath/a:",
            "-XX:");

    private static final List<String> DROPPED = List.of(
            // told to the child in other ways, or about this very JVM
            "-Djava.class.path=",
            "-Djdk.module.",
            "-Dsun.java.",
            "-Djava.security.manager",
            "-Dmultiproc.executable=",
            // ports and files that two JVMs cannot share
            "-Dcom.sun.management.",
            "-XX:OnError",
            "-XX:OnOutOfMemoryError",
            "-XX:HeapDump",
            "-XX:+HeapDump",
            "-XX:ErrorFile",
            "-XX:LogFile",
            "-XX:StartFlightRecording",
            "-XX:FlightRecorderOptions",
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:AOT",
            "-XX:CRaC",
            "-XX:Flags",
            "-XX:VMOptionsFile",
            "-XX:+UsePerfData",
            // a parent's first heap is no measure for a child's
            "-XX:InitialHeapSize",
            "-XX:InitialRAMPercentage");

    private InheritedOptions() {}

    static List<String> of(List<String> jvmArguments) {
        List<String> inherited = new ArrayList<>();
        for (String argument : jvmArguments) {
            if (JvmArguments.startsWithAny(argument, KEPT) && !JvmArguments.startsWithAny(argument, DROPPED)) {
                inherited.add(argument);
            }
        }
        return inherited;
    }

    /** Whether one of the options chooses a garbage collector. */
    static boolean chooseCollector(List<String> options) {
        return options.stream().anyMatch(option -> option.matches("-XX:\\+Use\\w*GC"));
    }
}
