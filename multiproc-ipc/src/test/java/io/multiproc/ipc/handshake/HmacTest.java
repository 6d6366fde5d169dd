package io.multiproc.ipc.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of RFC 4231; the data are cut in two, as the purpose and one part. */
class HmacTest {

    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 'Hi ', There,"
                + " b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 'what do ya want ', for nothing?,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    })
    void keysWithinABlock(String key, String purpose, String part, String digest) {
        assertThat(over(HexFormat.of().parseHex(key), purpose, part)).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "Test Using Larger Than Block-Size Key, ' - Hash Key First',"
                + " 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be,"
                + " ' hashed before being used by the HMAC algorithm.',"
                + " 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    })
    void keysLongerThanABlock(String purpose, String part, String digest) {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xaa);
        assertThat(over(key, purpose, part)).isEqualTo(digest);
    }

    private static String over(byte[] key, String purpose, String part) {
        return HexFormat.of().formatHex(Hmac.over(key, purpose, part.getBytes(StandardCharsets.US_ASCII)));
    }
}
