package dev.spillway.platform.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook",
                "https://example.com:8443/hook?x=1",
                "HTTPS://Example.COM",
                "https://8.8.8.8/hook",
                "https://[2606:4700::1111]/hook",
            })
    void aHostOnTheInternetIsTaken(String url) {
        assertThat(DestinationUrl.parse(url, false).loopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://",
                "https:///x",
                "https://example.com:22/",
                "https://example.com:80/",
                "https://user:secret@example.com/",
                "https://example.com@10.0.0.1/",
                "https://example.com/#x",
                "https://exa mple.com/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://intranet/",
                "https://db.internal/",
                "https://printer.local/",
                "https://x.localhost/",
                "https://metadata.google.internal/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://0.0.0.0/",
                "https://10.1.2.3/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.0.1/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[2002:7f00:1::]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[ff02::1]/",
            })
    void whatDoesNotLeadThereIsRefused(String url) {
        assertThatIllegalArgumentException()
                .as(url)
                .isThrownBy(() -> DestinationUrl.parse(url, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:9999/x", "http://localhost:1234", "https://[::1]:8443/"})
    void oneMachineModeAllowsItsOwnLoopback(String url) {
        assertThat(DestinationUrl.parse(url, true).loopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "https://169.254.169.254/",
                "ftp://127.0.0.1/",
                "http://example.com/",
                "http://u@127.0.0.1/",
            })
    void andNothingElseThatIsNotPublic(String url) {
        assertThatThrownBy(() -> DestinationUrl.parse(url, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUrlHasItsLimit() {
        String url = "https://example.com/" + "x".repeat(2_048);
        assertThatIllegalArgumentException().isThrownBy(() -> DestinationUrl.parse(url, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2a00:1450::1"})
    void neighboursOfSpecialNetworksArePublic(String address) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }
}
