package dev.spillway.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreshWebhooksTest {

    @Test
    void noneComesTwiceHoweverManyAreSentAndSourcesTakeTurns() {
        FreshWebhooks webhooks = new FreshWebhooks(List.of(target("a"), target("b")), 800);
        Set<String> bodies = new HashSet<>();
        int ofFirst = 0;

        for (int i = 0; i < 10_000; i++) {
            String request = new String(webhooks.next(), StandardCharsets.ISO_8859_1);
            ofFirst += request.startsWith("POST /in/a ") ? 1 : 0;
            bodies.add(request.substring(request.indexOf("\r\n\r\n")));
        }

        assertThat(bodies).hasSize(10_000);
        assertThat(ofFirst).isEqualTo(5_000);
    }

    private static Target target(String key) {
        return new Target(
                URI.create("http://127.0.0.1:1/in/" + key),
                PresetCatalogue.standard()
                        .find("stripe")
                        .orElseThrow()
                        .signer(
                                Credentials.of(Map.of("secret", "whsec_0123456789abcdef")),
                                Map.of()));
    }
}
