package dev.spillway.platform.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.quarantine.HeldRequestCodec.UnsupportedHeldRequestException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeldRequestCodecTest {

    private static final HeldRequest REQUEST =
            new HeldRequest(
                    "POST",
                    "https://in.example/in/key/path?token=s3cret",
                    "/path",
                    List.of(
                            new Header("Authorization", "Bearer s3cret"),
                            new Header("X-Twice", "1"),
                            new Header("X-Twice", "2")),
                    new byte[] {0, -1, 7},
                    "192.0.2.1");

    @Test
    void everythingComesOutAsItWentIn() {
        HeldRequest back = HeldRequestCodec.decode(HeldRequestCodec.encode(REQUEST));

        assertThat(back).usingRecursiveComparison().isEqualTo(REQUEST);
        assertThat(back.signed().headers().values("x-twice")).containsExactly("1", "2");
        assertThat(back.signed().clientAddress()).isEqualTo("192.0.2.1");
        assertThat(back.signed().query()).isEqualTo("token=s3cret");
        assertThat(back).asString().doesNotContain("s3cret", "192.0.2.1");
    }

    @Property(tries = 200)
    void whateverASenderWritesComesBack(
            @ForAll byte[] body, @ForAll @Size(max = 10) List<Character> characters) {
        List<Header> lines =
                characters.stream()
                        .map(each -> String.valueOf((char) (each & 0xff)))
                        .map(text -> new Header(text, text + text))
                        .toList();
        HeldRequest request = new HeldRequest("POST", "", "", lines, body, "");

        assertThat(HeldRequestCodec.decode(HeldRequestCodec.encode(request)))
                .usingRecursiveComparison()
                .isEqualTo(request);
    }

    @Test
    void aNewerVersionAndACutAreToldApartFromARequest() {
        byte[] encoded = HeldRequestCodec.encode(REQUEST);
        byte[] newer = encoded.clone();
        newer[0] = HeldRequestCodec.VERSION + 1;

        assertUnsupported(newer);
        assertUnsupported(Arrays.copyOf(encoded, encoded.length + 1));
        for (int length = 0; length < encoded.length; length++) {
            assertUnsupported(Arrays.copyOf(encoded, length));
        }
    }

    @Property(tries = 500)
    void bytesThatAreNoRequestAreNothingElse(@ForAll byte[] bytes) {
        byte[] versioned = new byte[bytes.length + 1];
        versioned[0] = HeldRequestCodec.VERSION;
        System.arraycopy(bytes, 0, versioned, 1, bytes.length);
        try {
            assertThat(HeldRequestCodec.decode(versioned).body().length)
                    .isLessThanOrEqualTo(bytes.length);
        } catch (UnsupportedHeldRequestException e) {
            assertThat(e).hasMessageStartingWith("no held request");
        }
    }

    private static void assertUnsupported(byte[] bytes) {
        assertThatExceptionOfType(UnsupportedHeldRequestException.class)
                .isThrownBy(() -> HeldRequestCodec.decode(bytes))
                .withMessageNotContaining(new String(REQUEST.body(), UTF_8));
    }
}
