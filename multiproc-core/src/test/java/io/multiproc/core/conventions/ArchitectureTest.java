package io.multiproc.core.conventions;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.multiproc.testkit.SameWithoutNative;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use what; see docs/adr/0001-modules-and-direction.md. */
@SameWithoutNative
class ArchitectureTest {

    /** The module in a class file's location: a directory of the build or a jar. */
    private static final Pattern MODULE = Pattern.compile("/(multiproc-[a-z]+)(/target/classes/|-[^/!]*\\.jar!)");

    /** Classes that may end the JVM without being the main class of a program. */
    private static final Set<String> MAY_END_THE_JVM = Set.of(
            // halts a daemonic child whose parent is gone: hooks and threads of the program could hold an exit up
            "io.multiproc.core.spawn.ControlReader",
            // the second Ctrl-C: hooks are what holds the exit up
            "io.multiproc.core.spawn.CtrlC");

    private static JavaClasses all;

    @BeforeAll
    static void readClassFiles() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-test-classes-")) // put into a jar by SharedClasses
                .importPackages("io.multiproc");
        for (String module : Set.of("multiproc-api", "multiproc-ipc", "multiproc-core", "multiproc-testkit")) {
            assertThat(all)
                    .as("classes of %s", module)
                    .anyMatch(type -> module(type).equals(module));
        }
    }

    @Test
    void theApiUsesNothingButTheJdk() {
        classes()
                .that(areIn("multiproc-api"))
                .should()
                .onlyDependOnClassesThat(areIn("multiproc-api")
                        .or(resideInAnyPackage("java..", "javax.net.ssl", "org.jspecify.annotations")))
                .check(all);
    }

    @Test
    void ipcDoesNotUseCore() {
        noClasses()
                .that(areIn("multiproc-ipc"))
                .should()
                .dependOnClassesThat(areIn("multiproc-core"))
                .check(all);
    }

    @Test
    void theTestkitUsesNoOtherModule() {
        noClasses()
                .that(areIn("multiproc-testkit"))
                .should()
                .dependOnClassesThat(
                        areIn("multiproc-api").or(areIn("multiproc-ipc")).or(areIn("multiproc-core")))
                .check(all);
    }

    @Test
    void kryoStaysInItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.multiproc.ipc.codec.kryo..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.esotericsoftware..", "org.objenesis.."))
                .check(all);
    }

    @Test
    void nettyStaysInItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.multiproc.ipc.hub.netty..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.."))
                .check(all);
    }

    @Test
    void onlyTheLauncherStartsProcesses() {
        noClasses()
                .that(areIn("multiproc-api").or(areIn("multiproc-ipc")).or(areIn("multiproc-core")))
                .and()
                .resideOutsideOfPackage("io.multiproc.core.spawn..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Process.class, ProcessBuilder.class)
                .check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multiproc-api", "multiproc-ipc", "multiproc-core", "multiproc-testkit"})
    void packagesOfAModuleFormNoCycle(String module) {
        slices().assignedFrom(new PackagesOf(module)).should().beFreeOfCycles().check(all);
    }

    /** As the package's description says; inside a worker nothing of the pool is known. */
    @Test
    void thePartsOfAPoolUseWhatIsUnderThem() {
        String pool = "io.multiproc.core.pool";
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(pool + "..")
                .layer("pool")
                .definedBy(pool)
                .layer("call")
                .definedBy(pool + ".call")
                .layer("outcome")
                .definedBy(pool + ".outcome")
                .layer("staff")
                .definedBy(pool + ".staff")
                .layer("insight")
                .definedBy(pool + ".insight")
                .layer("dispatch")
                .definedBy(pool + ".dispatch")
                .layer("remote")
                .definedBy(pool + ".remote")
                .layer("settings")
                .definedBy(pool + ".settings")
                .layer("blame")
                .definedBy(pool + ".blame")
                .layer("task")
                .definedBy(pool + ".task")
                .layer("worker")
                .definedBy(pool + ".worker")
                .layer("flight")
                .definedBy(pool + ".flight")
                .layer("wire")
                .definedBy(pool + ".wire")
                .whereLayer("pool")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("call")
                .mayOnlyBeAccessedByLayers("pool")
                .whereLayer("outcome")
                .mayOnlyBeAccessedByLayers("pool", "call")
                .whereLayer("staff")
                .mayOnlyBeAccessedByLayers("pool")
                .whereLayer("insight")
                .mayOnlyBeAccessedByLayers("pool")
                .whereLayer("dispatch")
                .mayOnlyBeAccessedByLayers("pool", "call", "outcome", "staff")
                .whereLayer("remote")
                .mayOnlyBeAccessedByLayers("insight", "staff", "dispatch")
                .whereLayer("worker")
                .mayOnlyBeAccessedByLayers("outcome", "remote")
                .whereLayer("task")
                .mayOnlyAccessLayers("wire")
                .whereLayer("blame")
                .mayOnlyAccessLayers("task", "wire")
                .whereLayer("settings")
                .mayOnlyAccessLayers("blame", "task", "wire")
                .whereLayer("worker")
                .mayOnlyAccessLayers("flight", "wire")
                .whereLayer("flight")
                .mayOnlyAccessLayers("wire")
                .whereLayer("wire")
                .mayNotAccessAnyLayer();
        rule.check(all);
    }

    @Test
    void partsOfManagersUseOnlyWhatIsBelowThem() {
        String managers = "io.multiproc.core.manager";
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(managers + "..")
                .layer("front")
                .definedBy(managers)
                .layer("server")
                .definedBy(managers + ".server")
                .layer("heap")
                .definedBy(managers + ".heap")
                .layer("client")
                .definedBy(managers + ".client")
                .layer("view")
                .definedBy(managers + ".view")
                .layer("link")
                .definedBy(managers + ".link")
                .layer("wire")
                .definedBy(managers + ".wire")
                .whereLayer("front")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("front")
                .whereLayer("heap")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("front", "server")
                .whereLayer("view")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("link")
                .mayOnlyBeAccessedByLayers("front", "client")
                .ensureAllClassesAreContainedInArchitecture()
                .check(all.that(resideInAPackage(managers + "..")));
    }

    @Test
    void onlyMainClassesEndTheJvm() {
        noClasses()
                .that(areIn("multiproc-api").or(areIn("multiproc-ipc")).or(areIn("multiproc-core")))
                .and(describe("are not named …Main", type -> !type.getName().endsWith("Main")))
                .and(describe("are not exceptions", type -> !MAY_END_THE_JVM.contains(type.getName())))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(all);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .that(areIn("multiproc-api").or(areIn("multiproc-ipc")).or(areIn("multiproc-core")))
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(all);
    }

    /** Those that the JDK makes have names of its own: in a thread dump nobody would know whose they are. */
    @Test
    void allThreadsHaveNamesOfOurs() {
        noClasses()
                .that(areIn("multiproc-api").or(areIn("multiproc-ipc")).or(areIn("multiproc-core")))
                .should()
                .callMethodWhere(describe("makes a thread without a name", ArchitectureTest::makesNamelessThread))
                .orShould()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(all);
    }

    private static boolean makesNamelessThread(JavaMethodCall call) {
        if (call.getOrigin()
                .getModifiers()
                .contains(JavaModifier.BRIDGE)) { // javac's, of a method that is looked at itself
            return false;
        }
        MethodCallTarget target = call.getTarget();
        boolean chooses = target.getRawParameterTypes().stream()
                .anyMatch(type -> type.isAssignableTo(Executor.class) || type.isAssignableTo(ThreadFactory.class));
        boolean starts = target.getOwner().isEquivalentTo(Cleaner.class)
                        && target.getName().equals("create")
                || target.getOwner().isEquivalentTo(Executors.class)
                || target.getOwner().isEquivalentTo(ForkJoinPool.class)
                || target.getOwner().isAssignableTo(CompletionStage.class)
                        && (target.getName().endsWith("Async")
                                || target.getName().equals("delayedExecutor"));
        return starts && !chooses;
    }

    /** A program that locks what it got would keep the library waiting. */
    @Test
    void whatAProgramCanGetHoldOfIsNoLock() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(describe(
                        "are of a type of the api",
                        type -> type.getAllRawInterfaces().stream().anyMatch(areIn("multiproc-api"))
                                || type.getAllRawSuperclasses().stream().anyMatch(areIn("multiproc-api"))))
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(all);
    }

    private static DescribedPredicate<JavaClass> areIn(String module) {
        return describe("are in " + module, type -> module(type).equals(module));
    }

    private static String module(JavaClass type) {
        String uri = type.getBaseComponentType()
                .getSource()
                .map(source -> source.getUri().toString())
                .orElse("");
        Matcher location = MODULE.matcher(uri);
        return location.find() ? location.group(1) : "";
    }

    /** Takes each package of a module for a slice. */
    private record PackagesOf(String name) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return module(type).equals(name) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + name;
        }
    }
}
