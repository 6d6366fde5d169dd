package io.multiproc.core.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;

/** What may be left out of the run on the pure-Java stand-ins. */
@SameWithoutNative
class StandInsTest {

    @Test
    void areHeldToAllThatPythonIsHeldTo() {
        JavaClasses tests = new ClassFileImporter().importPackages("io.multiproc.core");
        noMethods()
                .that()
                .areAnnotatedWith(Conforms.class)
                .or()
                .areAnnotatedWith(Conforms.All.class)
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(SameWithoutNative.class)
                .check(tests);
    }
}
