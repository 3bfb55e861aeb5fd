package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | ''",
                "a=1&b=2                     | a=1&b=2",
                "token=s3cret                | token=***",
                "a=1&TOKEN=s3cret&b=2        | a=1&TOKEN=***&b=2",
                "%74oken=s3cret              | %74oken=***",
                "%zz=s3cret                  | %zz=***",
                "token                       | token",
                "token=                      | token=***",
                "hub.verify_token=s&hub.x=1  | hub.verify_token=***&hub.x=1",
                "&&a==&                      | &&a==&",
                "bodySHA256=abc              | bodySHA256=abc",
                "events%5B0%5D=x             | events%5B0%5D=x",
                "password=a=b&c=d            | password=***&c=d",
            })
    void credentialsAreMaskedAndTheRestStaysAsItCame(String query, String masked) {
        assertThat(Masking.query(query)).isEqualTo(masked);
    }

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
    void headersThatAuthenticateASenderAreSecret(String name) {
        assertThat(Masking.isSecretHeader(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Stripe-Signature",
                "X-Twilio-Email-Event-Webhook-Signature",
                "X-GitHub-Delivery",
                "Idempotency-Key",
                "webhook-id"
            })
    void othersAreNot(String name) {
        assertThat(Masking.isSecretHeader(name)).isFalse();
    }
}
