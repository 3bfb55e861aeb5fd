package dev.spillway.platform.parcel;

import static dev.spillway.platform.parcel.WebhookFixture.parcel;
import static dev.spillway.platform.parcel.WebhookFixture.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
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

        assertThat(message).matches("1:(raw|zstd):[A-Za-z0-9+/]+");
        assertThat(ParcelCodec.decode(message).webhooks().getFirst().body()).isEqualTo(body);
    }

    @Test
    void compressesOnlyWhatGetsSmaller() {
        byte[] random = new byte[10_000];
        new Random(7).nextBytes(random);

        assertThat(ParcelCodec.encode(parcel(webhook().body(new byte[10_000]).build())))
                .startsWith("1:zstd:")
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

    @Test
    void anEncodingThatOnlyANewerWriterKnowsIsNotMistakenForABrokenParcel() {
        assertThatThrownBy(() -> ParcelCodec.decode("1:brotli:AAAA"))
                .isInstanceOf(UnsupportedParcelVersionException.class);
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
                "1:Zip!:AAAA",
                "0:raw:AAAA",
                "-1:raw:AAAA",
                "x:raw:AAAA",
                "1:raw:A*",
                "1:deflate:AAAA",
                "1:zstd:",
                "1:zstd:AAAA",
                "1:zstd:KLUv/SA" // a frame's head, and nothing behind it
            })
    void whatIsNoParcelIsRefused(String message) {
        assertThatThrownBy(() -> ParcelCodec.decode(message))
                .isInstanceOf(MalformedParcelException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 1_000, 70_000, 1_000_000})
    void messageSaysHowLargeItsParcelIsWithoutBeingOpened(int bodyBytes) {
        String message = ParcelCodec.encode(parcel(webhook().body(new byte[bodyBytes]).build()));

        assertThat(ParcelCodec.size(message))
                .isEqualTo(
                        Math.max(
                                message.length(),
                                ParcelCodec.payload(message).orElseThrow().length));
    }

    @Property(tries = 500)
    void anyTextHasASize(
            @ForAll("heads") String head, @ForAll @CharRange(from = '+', to = 'z') String rest) {
        assertThat(ParcelCodec.size(head + rest))
                .isBetween((head + rest).length(), Deflating.MAX_INFLATED_BYTES);
    }

    @Provide
    Arbitrary<String> heads() {
        return Arbitraries.of("", ":", "1:zstd", "1:zstd:", "1:zstd:KLUv/", "1:raw:", "7:zstd:");
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
    void aMessageThatInflatesWithoutBoundIsRefused() throws IOException {
        byte[] zeros = new byte[Deflating.MAX_INFLATED_BYTES + 1];
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream out =
                new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_SPEED, true))) {
            out.write(zeros);
        }

        assertThatThrownBy(() -> Deflating.inflate(deflated.toByteArray()))
                .isInstanceOf(MalformedParcelException.class)
                .hasMessageContaining("inflates past");
        assertThatThrownBy(() -> Zstandard.decompress(Zstandard.compress(zeros)))
                .isInstanceOf(MalformedParcelException.class)
                .hasMessageContaining("inflates past");
    }

    @Test
    void aFrameThatIsCutOffOrLiesAboutItsSizeIsRefused() {
        byte[] frame = Zstandard.compress(new byte[100_000]);
        byte[] smaller = frame.clone();
        smaller[5]--; // the second byte of the size that the frame's head says

        assertThatThrownBy(() -> Zstandard.decompress(Arrays.copyOf(frame, frame.length - 1)))
                .isInstanceOf(MalformedParcelException.class);
        assertThatThrownBy(() -> Zstandard.decompress(smaller))
                .isInstanceOf(MalformedParcelException.class);
    }

    @Test
    void manyMayCompressAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> round =
                    IntStream.range(0, 200)
                            .mapToObj(i -> threads.submit(() -> comesOutUnchanged(i)))
                            .toList();
            for (Future<Boolean> each : round) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    private static boolean comesOutUnchanged(int seed) {
        byte[] plain = "{\"n\":%d}".formatted(seed).repeat(500).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(plain, Zstandard.decompress(Zstandard.compress(plain)));
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
