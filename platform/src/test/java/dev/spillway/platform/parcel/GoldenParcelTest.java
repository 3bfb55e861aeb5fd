package dev.spillway.platform.parcel;

import static dev.spillway.platform.parcel.WebhookFixture.parcel;
import static dev.spillway.platform.parcel.WebhookFixture.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version ever written stays readable: these files are never written anew. */
class GoldenParcelTest {

    static Stream<Arguments> goldens() {
        return Stream.of(
                Arguments.of("v1/lone", parcel(webhook().build())),
                Arguments.of(
                        "v1/three",
                        parcel(
                                webhook().eventKey("evt_1").build(),
                                webhook()
                                        .id(UUID.fromString("019aa3f0-5c00-7000-8000-000000000002"))
                                        .body(new byte[0])
                                        .verification(Verification.FAILED)
                                        .build(),
                                webhook()
                                        .id(UUID.fromString("019aa3f0-5c00-7000-8000-000000000003"))
                                        .body(new byte[] {0, (byte) 0xff, 10, 13})
                                        .verification(Verification.UNCHECKED)
                                        .build())),
                Arguments.of("v1/deflated", compressible()),
                Arguments.of("v1/zstandard", compressible()));
    }

    private static Parcel compressible() {
        return parcel(webhook().body(new byte[5_000]).build());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aParcelOfAnyVersionIsRead(String name, Parcel expected) throws IOException {
        assertThat(ParcelCodec.decode(golden(name))).usingRecursiveComparison().isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void thePresentVersionIsWrittenAsItWas(String name, Parcel parcel) throws IOException {
        String golden = golden(name);
        // Compressed bytes may differ between versions of the library; what they hold may not.
        if (golden.startsWith("1:raw:")) {
            assertThat(ParcelCodec.encode(parcel)).isEqualTo(golden);
        } else {
            assertThat(ParcelCodec.encode(parcel)).startsWith("1:zstd:");
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        GoldenParcelTest.class.getResourceAsStream("/parcel/" + name + ".parcel"),
                        name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
