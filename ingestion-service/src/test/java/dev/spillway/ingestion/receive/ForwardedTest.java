package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.AddressRange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** {@code Forwarded}, where the trusted proxies are said to write that. */
class ForwardedTest {

    private static final String STRANGER = "203.0.113.9";
    private static final String PROXY = "10.0.3.4";
    private static final String PUBLIC = "https://hooks.acme.example";

    private final Proxies proxies = writing(ForwardingHeaders.FORWARDED);

    private static Proxies writing(ForwardingHeaders headers) {
        return new Proxies(
                PublicUrl.of(URI.create(PUBLIC)),
                List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8")),
                headers);
    }

    private static MockHttpServletRequest from(String peer, String... lines) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/in/key");
        request.setRemoteAddr(peer);
        for (String line : lines) {
            request.addHeader("Forwarded", line);
        }
        return request;
    }

    private String client(String... lines) {
        return proxies.clientAddress(from(PROXY, lines));
    }

    private String origin(String... lines) {
        return proxies.url(from(PROXY, lines)).replace("/in/key", "");
    }

    @Nested
    class Client {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '\'',
                delimiter = '|',
                value = {
                    "for=198.51.100.7 | 198.51.100.7",
                    "FOR=\"198.51.100.7:4711\" | 198.51.100.7",
                    "For=\"[2001:db8::7]\" | 2001:db8:0:0:0:0:0:7",
                    "for=\"[2001:db8::7]:4711\" | 2001:db8:0:0:0:0:0:7",
                    "for=\"[2001:db8::7]:_port\" | 2001:db8:0:0:0:0:0:7",
                    "for=\"198.51\\.100.7\" | 198.51.100.7",
                    "by=_b;for=198.51.100.7;proto=http;ext=\"a,b;c=\\\"d\" | 198.51.100.7",
                })
        void isWhomTheProxyHadItFrom(String line, String client) {
            assertThat(client(line)).isEqualTo(client);
        }

        @Test
        void isTheLastHopThatIsNoTrustedProxy() {
            assertThat(client("for=1.1.1.1, for=198.51.100.7, for=10.9.9.9"))
                    .isEqualTo("198.51.100.7");
            assertThat(
                            client(
                                    "for=1.1.1.1,for=198.51.100.7",
                                    "for=\"[fd00::5]:80\" , for=10.1.1.1"))
                    .isEqualTo("198.51.100.7");
            assertThat(client("for=10.2.2.2, for=10.9.9.9")).isEqualTo("10.2.2.2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "unknown",
                    "_hidden",
                    "\"_hidden:80\"",
                    "localhost",
                    "\"2001:db8::7\"",
                    "\"[2001:db8::7\"",
                    "\"198.51.100.7:port\"",
                    "999.1.1.1",
                    "\"\""
                })
        void isTheProxyThatNamedSomethingUnreadable(String node) {
            assertThat(client("for=198.51.100.7, for=" + node)).isEqualTo(PROXY);
            assertThat(client("for=198.51.100.7, for=" + node + ", for=10.9.9.9"))
                    .isEqualTo("10.9.9.9");
        }

        /** What its sender wrote before must not move into the place of what a proxy left out. */
        @Test
        void isTheProxyThatNamedNobody() {
            assertThat(client("for=198.51.100.7, proto=https")).isEqualTo(PROXY);
            assertThat(client("for=198.51.100.7, ")).isEqualTo(PROXY);
            assertThat(client("for=198.51.100.7", "")).isEqualTo(PROXY);
            assertThat(client()).isEqualTo(PROXY);
        }
    }

    @Nested
    class Origin {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '\'',
                value = {
                    "host=shop.example;proto=http, http://shop.example",
                    "host=\"shop.example:8443\";proto=HTTPS, https://shop.example:8443",
                    "host=\"[2001:db8::1]:8443\", https://[2001:db8::1]:8443",
                    "proto=http, http://hooks.acme.example",
                    "for=_x;proto=ftp;host=shop.example, https://shop.example",
                })
        void isWhatTheProxySays(String line, String origin) {
            assertThat(origin(line)).isEqualTo(origin);
        }

        /** The inner proxy was asked by the outer one, perhaps by another name. */
        @Test
        void isWhatTheOutermostTrustedProxySays() {
            String spoofed = "for=1.1.1.1;host=evil.example;proto=http";
            String outer = "for=198.51.100.7;host=shop.example;proto=https";
            String inner = "for=10.9.9.9;host=inner.local;proto=http";

            assertThat(origin(spoofed, outer, inner)).isEqualTo("https://shop.example");
            assertThat(origin(spoofed, "for=unknown;host=shop.example", inner))
                    .isEqualTo("https://shop.example");
            assertThat(origin(spoofed, "for=198.51.100.7", inner)).isEqualTo(PUBLIC);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "evil.example/in/other?", "a b", "x@y", "[::1", "h:123456"})
        void isThePublicOneWhereTheHostIsNone(String host) {
            assertThat(origin("host=\"" + host + "\"")).isEqualTo(PUBLIC);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=198.51.100.7;host=shop.example;",
                ";;for=198.51.100.7;host=shop.example",
                "for=198.51.100.7 ; host=shop.example",
                " , ,\tfor=198.51.100.7;host=shop.example"
            })
    void emptyPairsAndSpacesAreNoMistake(String line) {
        assertThat(client(line)).isEqualTo("198.51.100.7");
        assertThat(origin(line)).isEqualTo("https://shop.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for",
                "for=",
                "=1.1.1.1",
                "for = 1.1.1.1",
                "for=1.1.1.1:80",
                "for=[2001:db8::7]",
                "for=\"1.1.1.1",
                "for=1.1.1.1\"",
                "for=\"1.1.1.1\"x",
                "for=\"1.1.1.1\\\"",
                "for=1.1.1.1;For=2.2.2.2",
                "for=1.1.1.1 proto=http",
                "for=1.1.1.1,é=1",
                "ext=\"a\0b\"",
                "ext=\""
            })
    void fieldOfBadSyntaxCountsAsNoneInAnyOfItsLines(String bad) {
        String good = "for=198.51.100.7;host=shop.example";

        for (String[] lines :
                new String[][] {{bad}, {bad, good}, {good, bad}, {good + "," + bad}}) {
            assertThat(client(lines)).isEqualTo(PROXY);
            assertThat(origin(lines)).isEqualTo(PUBLIC);
        }
    }

    /** A proxy that writes one kind passes on the other as its client wrote it. */
    @Test
    void ofTwoKindsOnlyTheConfiguredOneIsRead() {
        MockHttpServletRequest both = from(PROXY, "for=1.1.1.1;host=one.example;proto=http");
        both.addHeader("X-Forwarded-For", "2.2.2.2");
        both.addHeader("X-Forwarded-Host", "two.example");
        both.addHeader("X-Forwarded-Port", "8443");
        Proxies older = writing(ForwardingHeaders.X_FORWARDED);

        assertThat(proxies.clientAddress(both)).isEqualTo("1.1.1.1");
        assertThat(proxies.url(both)).isEqualTo("http://one.example/in/key");
        assertThat(older.clientAddress(both)).isEqualTo("2.2.2.2");
        assertThat(older.url(both)).isEqualTo("https://two.example:8443/in/key");
        both.removeHeader("Forwarded");
        assertThat(proxies.clientAddress(both)).isEqualTo(PROXY);
        assertThat(proxies.url(both)).isEqualTo(PUBLIC + "/in/key");
    }

    @Test
    void strangersWordChangesNothing() {
        MockHttpServletRequest request = from(STRANGER, "for=1.1.1.1;host=evil.example");

        assertThat(proxies.clientAddress(request)).isEqualTo(STRANGER);
        assertThat(proxies.url(request)).isEqualTo(PUBLIC + "/in/key");
    }

    /** Nothing overflows the stack or takes long, where a header may be as long as it likes. */
    @Test
    void lengthIsNoWeapon() {
        assertThat(client("x=\"" + "\\a".repeat(200_000) + "\";for=1.1.1.1")).isEqualTo("1.1.1.1");
        assertThat(client("x=\"" + "\\\"".repeat(200_000))).isEqualTo(PROXY);
        assertThat(client(",".repeat(200_000) + "for=1.1.1.1")).isEqualTo("1.1.1.1");
        assertThat(client(";".repeat(200_000) + "for=1.1.1.1")).isEqualTo("1.1.1.1");
    }

    /** Anything at all, and what looks like the header and goes wrong somewhere. */
    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "for=",
                        "FOR=",
                        "host=",
                        "proto=",
                        "by=",
                        "=",
                        "\"",
                        "\\",
                        ";",
                        ",",
                        " ",
                        "\t",
                        "[",
                        "]",
                        ":",
                        "_x",
                        "unknown",
                        "10.1.1.1",
                        "6.6.6.6",
                        "[fd00::1]",
                        "::1",
                        "80",
                        "http",
                        "a.example",
                        "\0",
                        "\r\n",
                        "é",
                        "\uD800");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(50),
                piece.list().ofMaxSize(20).map(pieces -> String.join("", pieces)));
    }

    @Property(tries = 2_000)
    void neverThrows(@ForAll("hostile") String first, @ForAll("hostile") String second) {
        MockHttpServletRequest request = from(PROXY, first, second);

        assertThat(proxies.url(request)).matches("https?://[^/]+/in/key");
        assertThat(proxies.clientAddress(request)).isNotNull();
    }

    /**
     * Whatever a sender writes: behind a proxy that adds a line he is whom the proxy says he is.
     */
    @Property(tries = 2_000)
    void senderMovesNothingBehindWhatAProxyAdds(@ForAll("hostile") String his) {
        String added = "for=198.51.100.7;host=shop.example;proto=https";
        MockHttpServletRequest request = from(PROXY, his, added);

        assertThat(proxies.clientAddress(request)).isIn("198.51.100.7", PROXY);
        assertThat(proxies.url(request)).isIn("https://shop.example/in/key", PUBLIC + "/in/key");
    }

    /** What is written as the RFC wants it is read as it was written. */
    @Property
    void quotedValuesComeBack(@ForAll("printable") String value, @ForAll boolean escaped) {
        String quoted =
                escaped
                        ? value.replaceAll("(.)", "\\\\$1")
                        : value.replaceAll("([\"\\\\])", "\\\\$1");

        assertThat(ForwardedElement.parse(List.of("by=_a, ext=\"" + quoted + "\";x=y")))
                .extracting(ForwardedElement::parameters)
                .containsExactly(Map.of("by", "_a"), Map.of("ext", value, "x", "y"));
    }

    @Provide
    Arbitrary<String> printable() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
    }
}
