package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.forceStartMethod;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.setStartMethod;
import static io.multiproc.Multiprocessing.startMethod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.Multiprocessing;
import io.multiproc.ProcessContext;
import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(CleanExit.class)
class StartMethodTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        forceStartMethod(null);
        ForkserverStarter.dropSpares();
    }

    static void tellStartMethod(String file) throws Exception {
        Programs.writeText(
                Path.of(file), startMethod() + " " + Multiprocessing.context().startMethod());
    }

    private String toldBy(ChildProcess child, String file) throws Exception {
        child.start();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
        return Files.readString(folder.resolve(file));
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    @Conforms("TestStartMethod.test_context")
    void aContextTellsItsMethodAndSoDoItsChildren(StartMethod method) throws Exception {
        ProcessContext context = context(method);
        assertThat(context.startMethod()).isEqualTo(method);
        assertThat(context(method.name().toLowerCase(java.util.Locale.ROOT))).isSameAs(context);
        assertThat(Arrays.stream(ProcessContext.class.getMethods()).map(Method::getName))
                .as("a context's method is fixed")
                .doesNotContain("setStartMethod", "forceStartMethod");
        if (method != StartMethod.THREAD) { // a thread shares the default of the program
            ChildProcess child = context.process(
                    StartMethodTest::tellStartMethod, folder.resolve("told").toString());
            assertThat(toldBy(child, "told")).isEqualTo(method + " " + method);
        }
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    @Conforms("TestStartMethod.test_set_get")
    void theDefaultCanBeForcedToEachMethod(StartMethod method) throws Exception {
        forceStartMethod(method);

        assertThat(startMethod()).isEqualTo(method);
        assertThat(Multiprocessing.context()).isSameAs(context(method));
        ChildProcess child =
                process(StartMethodTest::tellStartMethod, folder.resolve("told").toString());
        assertThat(toldBy(child, "told")).isEqualTo(method + " " + method);
        forceStartMethod(null);
        assertThat(startMethod()).isEqualTo(StartMethod.SPAWN);
    }

    @Test
    void theDefaultIsChosenOnce() {
        setStartMethod(StartMethod.THREAD);

        assertThatThrownBy(() -> setStartMethod(StartMethod.SPAWN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("start method is already THREAD (cause: where it was first set)")
                .cause()
                .satisfies(first -> assertThat(first.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("theDefaultIsChosenOnce")));
        assertThat(startMethod()).isEqualTo(StartMethod.THREAD);
    }

    @Test
    @Conforms({"TestStartMethod.test_get_all", "TestStartMethod.test_get_all_start_methods"})
    void spawnIsAlwaysThereAndFirstAndForkNever() {
        assertThat(StartMethod.values()).containsExactly(StartMethod.SPAWN, StartMethod.FORKSERVER, StartMethod.THREAD);
        assertThat(startMethod()).isEqualTo(StartMethod.values()[0]);
        assertThatThrownBy(() -> context("fork"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 'spawn' or 'forkserver' or 'thread'");
    }

    @Test
    @Conforms("TestStartMethod.test_spawn_dont_set_context")
    void aStartFromAContextChoosesNothing() throws Exception {
        ChildProcess child = context(StartMethod.SPAWN).process(Programs::returnNormally);
        child.start();
        assertThat(child.join(LONG)).isTrue();

        setStartMethod(StartMethod.FORKSERVER); // would be refused if one had been chosen
        assertThat(startMethod()).isEqualTo(StartMethod.FORKSERVER);
    }

    @Test
    @Conforms("TestStartMethod.test_context_check_module_types")
    void whatIsPreloadedIsAListOfStringsForTheCompiler() throws Exception {
        Method preload = ProcessContext.class.getMethod("setForkserverPreload", List.class);
        assertThat(preload.getGenericParameterTypes()[0]).hasToString("java.util.List<java.lang.String>");
        assertThatThrownBy(() -> Multiprocessing.setForkserverPreload(Arrays.asList("a", null)))
                .isInstanceOf(NullPointerException.class);
    }
}
