package io.multiproc.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Benchmarks measure what programs see; see docs/adr/0001-modules-and-direction.md. */
class ArchitectureTest {

    /** Classes that look inside the library. */
    private static final Set<String> MAY_LOOK_INSIDE = Set.of(
            // messages without the way that they go
            "io.multiproc.bench.jmh.CodecBenchmark",
            // a start counts only when the spare child that it takes stands by
            "io.multiproc.bench.ProcessScenarios",
            // the same objects over blocking sockets
            "io.multiproc.bench.BlockingMessages",
            // where the time of a start goes, and whether its archive of classes is there
            "io.multiproc.bench.PhaseLog",
            "io.multiproc.bench.Starts");

    @Test
    void benchmarksUseTheApi() {
        noClasses()
                .that(describe("are not exceptions", type -> !MAY_LOOK_INSIDE.contains(outermost(type))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.multiproc.core..", "io.multiproc.ipc..", "io.netty..", "com.esotericsoftware.."))
                .check(new ClassFileImporter().importPackages("io.multiproc.bench"));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
