package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Proxy-Authorization",
                "Cookie",
                "X-Api-Key",
                "X-ApiKey",
                "X-Gitlab-Token",
                "X-Shopify-Access-Token",
                "X-Client-Secret",
                "X-Amz-Security-Token"
            })
    void headersThatAuthenticateASenderAreNeverKept(String name) {
        assertThat(KeptHeaders.of(List.of(name), List.of(name))).doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Stripe-Signature",
                "X-Twilio-Email-Event-Webhook-Signature",
                "X-GitHub-Delivery",
                "Idempotency-Key",
                "I-Twilio-Idempotency-Token",
                "webhook-id"
            })
    void thoseThatAPresetNamesAre(String name) {
        assertThat(KeptHeaders.of(List.of(name), List.of())).contains(name);
    }
}
