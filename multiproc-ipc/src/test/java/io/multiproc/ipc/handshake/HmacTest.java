package io.multiproc.ipc.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The vectors of RFC 4231 for HMAC-SHA-256; the data as purpose and one part. */
    @ParameterizedTest
    @CsvSource({
        "0b*20, 'Hi ', There, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665*1, 'what do ya want ', 'for nothing?',"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aa*131, 'Test Using Larger Than Block-Size Key ', '- Hash Key First',"
                + " 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        "aa*131, 'This is a test using a larger than block-size key and a larger than block-size data.',"
                + " ' The key needs to be hashed before being used by the HMAC algorithm.',"
                + " 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    })
    void givesTheDigestsOfTheStandard(String key, String purpose, String part, String digest) {
        String[] keyAndCount = key.split("\\*");
        byte[] keyBytes = HEX.parseHex(keyAndCount[0].repeat(Integer.parseInt(keyAndCount[1])));
        byte[] actual = Hmac.over(keyBytes, purpose, part.getBytes(StandardCharsets.US_ASCII));
        assertThat(HEX.formatHex(actual)).isEqualTo(digest);
    }

    @Test
    void givesWhatTheCryptographyPackageGives() throws Exception {
        Random random = new Random(4231);
        for (int round = 0; round < 200; round++) {
            byte[] key = bytes(random, 1 + random.nextInt(150));
            byte[] first = bytes(random, random.nextInt(200));
            byte[] second = bytes(random, random.nextInt(200));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update("child".getBytes(StandardCharsets.US_ASCII));
            mac.update(first);
            assertThat(Hmac.over(key, "child", first, second)).isEqualTo(mac.doFinal(second));
        }
    }

    @Test
    void comparesByContent() {
        assertThat(Hmac.matches(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
        assertThat(Hmac.matches(new byte[] {1, 2}, new byte[] {1, 3})).isFalse();
        assertThat(Hmac.matches(new byte[] {1, 2}, new byte[] {1})).isFalse();
        assertThat(Hmac.matches(new byte[] {1, 2}, new byte[0])).isFalse();
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
