package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presets whose vendor can be given no more than a URL, or a word to repeat. */
class UrlAndBodySecretPresetsTest {

    private static final Verdict REFUSED = Verdict.refused(Reason.CREDENTIALS_INVALID);
    private static final String URL = "https://in.spillway.example/in/key";

    private static Verdict verdict(String id, Map<String, String> credentials, Delivery delivery) {
        return PresetCatalogue.standard()
                .find(id)
                .orElseThrow()
                .bind(Credentials.of(credentials), Map.of())
                .verify(delivery.request(), Instant.EPOCH);
    }

    private static Verdict withQuery(String query) {
        return verdict("mailchimp", Map.of("token", "a+b/c="), Delivery.of("x=1").url(URL + query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?token=a%2Bb%2Fc%3D",
                "?list=1&token=a%2bb/c=",
                "?token=guess&token=a%2Bb%2Fc%3D",
                "?%74oken=a%2Bb%2Fc%3D"
            })
    void aTokenIsFoundInTheQuery(String query) {
        assertThat(withQuery(query)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?token",
                "?token=",
                "?token=a+b/c=",
                "?Token=a%2Bb%2Fc%3D",
                "?token=a%2Bb%2Fc%3D%",
                "?token=a%2Bb%2Fc",
                "?x=token=a%2Bb%2Fc%3D",
                "?%=1&%zz=2"
            })
    void anythingElseIsRefused(String query) {
        assertThat(withQuery(query)).isEqualTo(REFUSED);
    }

    @Test
    void onlyIterableMaySendItAsAHeaderInstead() {
        Delivery bearer = Delivery.of("{}").header("Authorization", "Bearer t0ken");
        Map<String, String> token = Map.of("token", "t0ken");

        assertThat(verdict("iterable", token, bearer)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict("activecampaign", token, bearer)).isEqualTo(REFUSED);
        assertThat(verdict("mailchimp", token, bearer)).isEqualTo(REFUSED);
    }

    private static Verdict graph(String body) {
        return verdict("microsoft-graph", Map.of("secret", "s3cret"), Delivery.of(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[{\"clientState\":\"s3cret\"}]}",
                "{\"value\":[{\"id\":\"1\",\"clientState\":\"s3cret\"},{\"clientState\":\"s3cret\",\"x\":{\"clientState\":\"deep\"}}]}",
                "{\"validationTokens\":[\"jwt\"],\"value\":[{\"clientState\":\"s3cret\"}]}"
            })
    void everyNotificationKnowsTheClientState(String body) {
        assertThat(graph(body)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"value\":[]}",
                "{\"value\":{\"clientState\":\"s3cret\"}}",
                "{\"clientState\":\"s3cret\"}",
                "[{\"clientState\":\"s3cret\"}]",
                "{\"value\":[{\"clientState\":\"s3cret\"},{\"id\":\"2\"}]}",
                "{\"value\":[{\"clientState\":\"s3cret\"},{\"clientState\":\"guess\"}]}",
                "{\"value\":[{\"clientState\":\"s3cret\",\"clientState\":\"guess\"}]}",
                "{\"value\":[{\"clientState\":\"s3cret\"}],\"value\":[{\"id\":\"2\"}]}",
                "{\"value\":[{\"clientState\":\"s3cret\"},\"s3cret\"]}",
                "{\"value\":[{\"x\":{\"clientState\":\"s3cret\"}}]}",
                "{\"value\":[{\"clientState\":[\"s3cret\"]}]}",
                "{\"value\":[{\"clientState\":\"s3cret\"}]",
                "{\"value\":[{\"clientState\":\"s3cret\"}]} {\"value\":[{}]}"
            })
    void oneThatDoesNotIsOneTooMany(String body) {
        assertThat(graph(body)).isEqualTo(REFUSED);
    }
}
