package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InheritedOptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dkey=value",
                "-Dkey",
                "-Djava.io.tmpdir=/elsewhere",
                "-Dfile.encoding=UTF-8",
                "-Dmultiproc.native=false",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-reads=a=b",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--enable-preview",
                "--sun-misc-unsafe-memory-access=allow",
                "-ea",
                "-ea:com.acme...",
                "-da:com.acme.Main",
                "-esa",
                "-Xss2m",
                "-Xmx512m",
                "-XX:MaxRAMPercentage=50",
                "-XX:+UseZGC",
                "-XX:MaxDirectMemorySize=1g",
                "-XX:+UnlockExperimentalVMOptions",
            })
    void keepsWhatChangesTheMeaningOfCode(String option) {
        assertThat(InheritedOptions.of(List.of(option))).containsExactly(option);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:/agent.jar",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-agentpath:/profiler.so=start",
                "-Xrunjdwp:transport=dt_socket",
                "-Xdebug",
                "-Xlog:gc:file=/gc.log",
                "-Xloggc:/gc.log",
                "-Xms1g",
                "-Xshare:dump",
                "-Dcom.sun.management.jmxremote.port=9999",
                "-Djava.class.path=/a.jar",
                "-Dmultiproc.executable=/usr/bin/java",
                "-Djdk.module.path=/modules",
                "-Djdk.module.main=demo.app",
                "-Dsun.java.command=Main",
                "-XX:OnError=gdb",
                "-XX:OnOutOfMemoryError=kill",
                "-XX:HeapDumpPath=/dumps",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:ErrorFile=/error",
                "-XX:LogFile=/log",
                "-XX:StartFlightRecording=filename=/recording",
                "-XX:FlightRecorderOptions=repository=/repository",
                "-XX:SharedArchiveFile=/archive",
                "-XX:ArchiveClassesAtExit=/archive",
                "-XX:AOTCache=/cache",
                "-XX:AOTCacheOutput=/cache",
                "-XX:Flags=/flags",
                "-XX:VMOptionsFile=/options",
                "-XX:+UsePerfData",
                "-XX:InitialHeapSize=1073741824",
                "--module-path=/modules",
            })
    void dropsWhatTwoProcessesCannotShare(String option) {
        assertThat(InheritedOptions.of(List.of(option))).isEmpty();
    }

    @Test
    void keepsTheOrderSinceLaterOptionsWin() {
        assertThat(InheritedOptions.of(List.of("-Da=1", "-Xlog:gc", "-Xmx1g", "-Da=2")))
                .containsExactly("-Da=1", "-Xmx1g", "-Da=2");
    }

    @Test
    void knowsWhichOptionsChooseACollector() {
        assertThat(InheritedOptions.chooseCollector(List.of("-XX:+UseG1GC"))).isTrue();
        assertThat(InheritedOptions.chooseCollector(List.of("-Xmx1g", "-XX:+UseZGC")))
                .isTrue();
        assertThat(InheritedOptions.chooseCollector(List.of("-XX:-UseG1GC", "-XX:+UseStringDeduplication")))
                .isFalse();
        assertThat(InheritedOptions.chooseCollector(List.of())).isFalse();
    }
}
