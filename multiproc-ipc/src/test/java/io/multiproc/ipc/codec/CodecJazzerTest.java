package io.multiproc.ipc.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.multiproc.testkit.SameWithoutNative;

/**
 * The decoder under a fuzzer that watches which branches its inputs reach.
 *
 * <p>The normal build replays the inputs among the test resources; with {@code JAZZER_FUZZ=1} it looks for new ones.
 */
@SameWithoutNative
class CodecJazzerTest {

    @FuzzTest(maxDuration = "2m")
    void survives(byte[] input) {
        CodecFuzzTest.decode(input, "jazzer");
    }
}
