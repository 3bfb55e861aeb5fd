package dev.spillway.platform.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalCodecTest {

    private static final Instant MINUTE = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void rejectionsComeOutAsTheyWentIn() {
        Rejections.Sample sample =
                new Rejections.Sample(
                        Ids.next(),
                        MINUTE.plusMillis(7),
                        "POST",
                        "/\u0000",
                        List.of(new Header("User-Agent", "ü")),
                        12);
        Signal signal =
                new Rejections(
                        Ids.next(),
                        Ids.next(),
                        List.of(
                                new Rejections.Count(
                                        UUID.randomUUID(),
                                        "signature_invalid",
                                        MINUTE,
                                        3,
                                        List.of(sample))));

        String message = SignalCodec.encode(signal);

        assertThat(message).contains("\"v\":1", "\"kind\":\"rejections\"").doesNotContain("\u0000");
        assertThat(SignalCodec.decode(message)).isEqualTo(signal);
    }

    @Test
    void aLearntSecretComesOutAsItWentIn() {
        LearntSecret learnt =
                new LearntSecret(Ids.next(), Ids.next(), Ids.next(), 3, new byte[] {0, -1, 7});

        String message = SignalCodec.encode(learnt);

        assertThat(message).contains("\"v\":1", "\"kind\":\"learnt-secret\"", "\"AP8H\"");
        assertThat(SignalCodec.decode(message)).usingRecursiveComparison().isEqualTo(learnt);
        assertThat(learnt.toString()).doesNotContain("AP8H").contains("key version 3");
    }

    @Test
    void aQuarantinedRequestComesOutAsItWentIn() {
        Quarantined quarantined =
                new Quarantined(
                        Ids.next(),
                        Ids.next(),
                        Ids.next(),
                        MINUTE,
                        "signature_invalid",
                        "POST",
                        17,
                        2,
                        new byte[] {0, -1, 7});

        String message = SignalCodec.encode(quarantined);

        assertThat(message).contains("\"v\":1", "\"kind\":\"quarantined\"", "\"AP8H\"");
        assertThat(SignalCodec.decode(message)).usingRecursiveComparison().isEqualTo(quarantined);
        assertThat(quarantined.toString()).doesNotContain("AP8H");
    }

    @Test
    void aNewerSignalIsNotMistakenForABrokenOne() {
        assertThatThrownBy(() -> SignalCodec.decode("{\"v\":2,\"kind\":\"rejections\"}"))
                .isInstanceOf(SignalCodec.UnsupportedSignalException.class);
        assertThatThrownBy(() -> SignalCodec.decode("{\"v\":1,\"kind\":\"secret\"}"))
                .isInstanceOf(SignalCodec.UnsupportedSignalException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsNoSignalIsRefusedWithoutBeingQuoted() {
        for (String message :
                new String[] {
                    "{\"v\":1,\"secret\":\"s\"}",
                    "{\"v\":1,\"kind\":null,\"secret\":\"s\"}",
                    "{\"v\":1,\"kind\":\"rejections\",\"id\":\"secret\"}",
                    "secret: no json"
                }) {
            assertThatThrownBy(() -> SignalCodec.decode(message))
                    .as(message)
                    .isInstanceOf(SignalCodec.MalformedSignalException.class)
                    .hasMessageNotContaining("secret");
        }
    }
}
