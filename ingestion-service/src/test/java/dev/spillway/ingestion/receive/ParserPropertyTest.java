package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.provider.Masking;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a sender writes into a path, a query or a header, nothing here throws. */
class ParserPropertyTest {

    /** Anything at all, and what looks like a path or a query and goes wrong somewhere. */
    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "/in/",
                        "/",
                        "..",
                        "%2e",
                        "%",
                        "%0",
                        "%zz",
                        "%00",
                        ";",
                        "?",
                        "&",
                        "=",
                        "#",
                        "token=",
                        "TOKEN=",
                        "%74oken=",
                        "key",
                        ",",
                        "gzip",
                        " ",
                        "\0",
                        "\r\n",
                        "é",
                        "\uD800",
                        "s3cret");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(50),
                piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces)));
    }

    @Property
    void pathIsReadOrIsNone(@ForAll("hostile") String uri) {
        IngestPath.of(uri)
                .ifPresent(path -> {
                    assertThat("/in/" + path.ingestKey() + path.suffix()).isEqualTo(uri);
                    assertThat(path.ingestKey()).doesNotContain("/");
                    assertThat(path.suffix().isEmpty() || path.suffix().startsWith("/")).isTrue();
                });
    }

    /** Masking again changes nothing, and the number of parameters stays. */
    @Property
    void queryIsMaskedAndOtherwiseStaysAsItCame(@ForAll("hostile") String query) {
        String masked = Masking.query(query);

        assertThat(Masking.query(masked)).isEqualTo(masked);
        assertThat(masked.split("&", -1)).hasSameSizeAs(query.split("&", -1));
    }

    @Property
    void credentialIsMaskedWhateverStandsAroundIt(
            @ForAll("hostile") String before, @ForAll("hostile") String after) {
        String secret = "uniqueSecret";

        assertThat(Masking.query(before + "&token=" + secret + "&" + after)).doesNotContain(secret);
        assertThat(Masking.query(before + "&%74oKEN=" + secret + after)).doesNotContain(secret);
    }

    @Property
    void codingIsKnownOrNot(@ForAll List<String> lines, @ForAll("hostile") String line) {
        assertThat(ContentCodings.areKnown(List.of("gzip", "rot13, " + line))).isFalse();
        assertThat(List.of(true, false)).contains(ContentCodings.areKnown(lines));
    }
}
