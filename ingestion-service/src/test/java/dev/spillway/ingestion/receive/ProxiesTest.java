package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.signature.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ProxiesTest {

    private static final String STRANGER = "203.0.113.9";
    private static final String PROXY = "10.0.3.4";

    private final Proxies proxies =
            new Proxies(
                    PublicUrl.of(URI.create("https://hooks.acme.example/door/")),
                    List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8")),
                    ForwardingHeaders.X_FORWARDED);

    private static MockHttpServletRequest from(String peer) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/in/key/sms");
        request.setQueryString("a=b&c");
        request.setRemoteAddr(peer);
        return request;
    }

    private static MockHttpServletRequest forwarded(String peer) {
        MockHttpServletRequest request = from(peer);
        request.addHeader("X-Forwarded-Proto", "http");
        request.addHeader("X-Forwarded-Host", "other.example");
        request.addHeader("X-Forwarded-Port", "8443");
        request.addHeader("X-Forwarded-For", "198.51.100.7");
        return request;
    }

    @Nested
    class Url {

        @Test
        void isThePublicOneWithThePathAndQueryAsTheyCame() {
            assertThat(proxies.url(from(STRANGER)))
                    .isEqualTo("https://hooks.acme.example/door/in/key/sms?a=b&c");
            assertThat(proxies.url(from(PROXY)))
                    .isEqualTo("https://hooks.acme.example/door/in/key/sms?a=b&c");
        }

        @Test
        void isWhatATrustedProxySays() {
            assertThat(proxies.url(forwarded(PROXY)))
                    .isEqualTo("http://other.example:8443/door/in/key/sms?a=b&c");
        }

        @Test
        void isNotWhatAnybodyElseSays() {
            assertThat(proxies.url(forwarded(STRANGER))).isEqualTo(proxies.url(from(STRANGER)));
        }

        @Test
        void isNotWhatAnybodySaysWhereNoProxyIsTrusted() {
            Proxies none =
                    new Proxies(
                            PublicUrl.of(URI.create("https://hooks.acme.example")),
                            List.of(),
                            ForwardingHeaders.X_FORWARDED);

            assertThat(none.url(forwarded(PROXY)))
                    .isEqualTo("https://hooks.acme.example/in/key/sms?a=b&c");
        }

        @ParameterizedTest
        @CsvSource({
            "https, shop.example,      443,  https://shop.example",
            "http,  shop.example,      80,   http://shop.example",
            "https, shop.example:9443, 443,  https://shop.example:9443",
            "https, [2001:db8::1],     8443, https://[2001:db8::1]:8443",
            "https, 'a.example, b.example', 443, https://b.example",
        })
        void holdsAPortWhereItsSchemeDoesNotImplyIt(
                String proto, String host, String port, String origin) {
            MockHttpServletRequest request = from(PROXY);
            request.addHeader("X-Forwarded-Proto", proto);
            request.addHeader("X-Forwarded-Host", host);
            request.addHeader("X-Forwarded-Port", port);

            assertThat(proxies.url(request)).startsWith(origin + "/door/in/key");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "evil.example/in/other?", "a b", "x@y", "[::1", "h:123456"})
        void isThePublicOneWhereTheForwardedHostIsNone(String host) {
            MockHttpServletRequest request = from(PROXY);
            request.addHeader("X-Forwarded-Host", host);

            assertThat(proxies.url(request)).isEqualTo(proxies.url(from(PROXY)));
        }
    }

    @Nested
    class Client {

        private String client(String peer, String... lines) {
            MockHttpServletRequest request = from(peer);
            for (String line : lines) {
                request.addHeader("X-Forwarded-For", line);
            }
            return proxies.clientAddress(request);
        }

        @Test
        void isThePeerUnlessThatIsATrustedProxy() {
            assertThat(client(STRANGER, "198.51.100.7")).isEqualTo(STRANGER);
            assertThat(client(PROXY)).isEqualTo(PROXY);
        }

        @Test
        void isTheLastHopThatIsNoTrustedProxy() {
            assertThat(client(PROXY, "198.51.100.7")).isEqualTo("198.51.100.7");
            assertThat(client(PROXY, "1.1.1.1, 198.51.100.7, 10.9.9.9")).isEqualTo("198.51.100.7");
            assertThat(client(PROXY, "1.1.1.1", "198.51.100.7", "fd00::5"))
                    .isEqualTo("198.51.100.7");
        }

        @Test
        void isTheProxyThatNamedSomethingUnreadable() {
            assertThat(client(PROXY, "198.51.100.7, unknown")).isEqualTo(PROXY);
            assertThat(client(PROXY, "198.51.100.7, localhost, 10.9.9.9")).isEqualTo("10.9.9.9");
        }
    }

    @Property(tries = 500)
    void neverThrows(@ForAll String proto, @ForAll String host, @ForAll String hops) {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-Proto", proto);
        request.addHeader("X-Forwarded-Host", host);
        request.addHeader("X-Forwarded-Port", host);
        request.addHeader("X-Forwarded-For", hops);

        assertThat(proxies.url(request)).endsWith("/in/key/sms?a=b&c");
        assertThat(proxies.clientAddress(request)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,     10.255.255.255, true",
        "10.0.0.0/8,     11.0.0.0,       false",
        "192.168.4.0/22, 192.168.7.255,  true",
        "192.168.4.0/22, 192.168.8.0,    false",
        "127.0.0.1,      127.0.0.1,      true",
        "127.0.0.1,      127.0.0.2,      false",
        "0.0.0.0/0,      8.8.8.8,        true",
        "0.0.0.0/0,      ::1,            false",
        "10.0.0.0/8,     ::ffff:10.1.1.1, true",
        "2001:db8::/33,  2001:db8:7fff::1, true",
        "2001:db8::/33,  2001:db8:8000::1, false",
    })
    void rangesHoldTheAddressesOfTheirPrefix(String range, String address, boolean holds) {
        assertThat(AddressRange.of(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "proxy.example", "*"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.of(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
