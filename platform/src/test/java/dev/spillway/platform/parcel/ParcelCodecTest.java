package dev.spillway.platform.parcel;

import static dev.spillway.platform.parcel.WebhookFixture.parcel;
import static dev.spillway.platform.parcel.WebhookFixture.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParcelCodecTest {

    @Property(tries = 300)
    void whatIsPackedComesOutUnchanged(
            @ForAll byte[] body, @ForAll Verification verification, @ForAll boolean keyed) {
        Parcel parcel =
                parcel(
                        webhook()
                                .body(body)
                                .verification(verification)
                                .eventKey(keyed ? "evt_1" : null)
                                .build());

        assertThat(ParcelCodec.decode(ParcelCodec.encode(parcel)))
                .usingRecursiveComparison()
                .isEqualTo(parcel);
    }

    @Property(tries = 500)
    void noTextIsReadAsAnythingButAParcelOrARefusal(@ForAll String text) {
        try {
            ParcelCodec.decode(text);
        } catch (MalformedParcelException | UnsupportedParcelVersionException refused) {
            assertThat(refused).hasMessageContaining("parcel");
        }
    }

    @Test
    void bodiesOfEveryByteSurviveInCharactersThatSqsTakes() {
        byte[] body = new byte[100_000];
        new Random(7).nextBytes(body);

        String message = ParcelCodec.encode(parcel(webhook().body(body).build()));

        assertThat(message).matches("1:(raw|deflate):[A-Za-z0-9+/]+");
        assertThat(ParcelCodec.decode(message).webhooks().getFirst().body()).isEqualTo(body);
    }

    @Test
    void deflatesOnlyWhatGetsSmaller() {
        byte[] random = new byte[10_000];
        new Random(7).nextBytes(random);

        assertThat(ParcelCodec.encode(parcel(webhook().body(new byte[10_000]).build())))
                .startsWith("1:deflate:")
                .hasSizeLessThan(1_000);
        assertThat(ParcelCodec.encode(parcel(webhook().body(random).build()))).startsWith("1:raw:");
    }

    @Test
    void aNewerVersionIsNotMistakenForABrokenOne() {
        assertThatThrownBy(() -> ParcelCodec.decode("2:whatever comes then"))
                .isInstanceOfSatisfying(
                        UnsupportedParcelVersionException.class,
                        e -> assertThat(e.version()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "1",
                "1:",
                "1:raw",
                "1:raw:",
                "1:zip:AAAA",
                "0:raw:AAAA",
                "-1:raw:AAAA",
                "x:raw:AAAA",
                "1:raw:A*",
                "1:deflate:AAAA"
            })
    void whatIsNoParcelIsRefused(String message) {
        assertThatThrownBy(() -> ParcelCodec.decode(message))
                .isInstanceOf(MalformedParcelException.class);
    }

    @Test
    void oneAlteredCharacterIsNoticed() {
        String message = ParcelCodec.encode(parcel(webhook().build()));
        char[] altered = message.toCharArray();
        int middle = message.length() / 2;
        altered[middle] = altered[middle] == 'A' ? 'B' : 'A';

        assertThatThrownBy(() -> ParcelCodec.decode(new String(altered)))
                .isInstanceOf(MalformedParcelException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void aMessageThatInflatesWithoutBoundIsRefused() {
        byte[] zeros = Deflating.deflate(new byte[Deflating.MAX_INFLATED_BYTES + 1]);

        assertThatThrownBy(() -> Deflating.inflate(zeros))
                .isInstanceOf(MalformedParcelException.class)
                .hasMessageContaining("inflates past");
    }

    @Test
    void aWebhookSaysItsIdAndNotItsPayload() {
        Webhook webhook = webhook().body("secret".getBytes(StandardCharsets.UTF_8)).build();

        assertThat(webhook.toString()).contains(webhook.id().toString()).doesNotContain("secret");
        assertThat(webhook).isEqualTo(webhook().build()).hasSameHashCodeAs(webhook().build());
    }

    @Test
    void anEmptyParcelCannotBeMade() {
        assertThatThrownBy(() -> parcel()).isInstanceOf(IllegalArgumentException.class);
    }
}
