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

/** Presets that prove who sent a webhook, or nothing, but not what he sent. */
class SenderPresetsTest {

    private static final Verdict REFUSED = Verdict.refused(Reason.CREDENTIALS_INVALID);

    /** The examples of RFC 7617, in sections 2 and 2.1. */
    @Test
    void basicTakesTheExamplesOfItsRfc() {
        assertThat(
                        verdict(
                                "basic",
                                user("Aladdin", "open sesame"),
                                "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verdict("basic", user("test", "123£"), "Basic dGVzdDoxMjPCow=="))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(
                        verdict(
                                "basic",
                                user("Aladdin", "open sesame"),
                                "bAsIc  QWxhZGRpbjpvcGVuIHNlc2FtZQ== "))
                .isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==x",
                "Basic qWxhZGRpbjpvcGVuIHNlc2FtZQ=="
            })
    void basicRefusesAnythingElse(String authorization) {
        assertThat(verdict("basic", user("Aladdin", "open sesame"), authorization))
                .isEqualTo(REFUSED);
    }

    @Test
    void basicSaysThatAUserNameCannotHoldAColon() {
        assertThat(preset("basic").validate(Credentials.of(user("a:b", "c")), Map.of()))
                .extracting(PresetViolation::field)
                .containsExactly("credentials.username");
    }

    /** The example of RFC 6750, section 2.1. */
    @Test
    void bearerTakesTheExampleOfItsRfc() {
        Map<String, String> token = Map.of("token", "mF_9.B5f-4.1JqM");

        assertThat(verdict("bearer", token, "Bearer mF_9.B5f-4.1JqM")).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict("bearer", token, "bearer mF_9.B5f-4.1JqM")).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict("bearer", token, "Bearer mF_9.B5f-4.1Jqm")).isEqualTo(REFUSED);
        assertThat(verdict("bearer", token, "Bearer mF_9.B5f-4.1JqM=")).isEqualTo(REFUSED);
        assertThat(verdict("bearer", token, "Bearer ")).isEqualTo(REFUSED);
    }

    @Test
    void bearerSaysThatATokenHasToFitAHeader() {
        assertThat(
                        preset("bearer")
                                .validate(Credentials.of(Map.of("token", "two words")), Map.of()))
                .extracting(PresetViolation::field)
                .containsExactly("credentials.token");
    }

    @Test
    void noneChecksNothingAndSaysSo() {
        assertThat(verdict("none", Map.of(), "anything")).isEqualTo(Verdict.UNCHECKED);
    }

    private static Map<String, String> user(String name, String password) {
        return Map.of("username", name, "password", password);
    }

    private static Verdict verdict(
            String id, Map<String, String> credentials, String authorization) {
        Delivery delivery = Delivery.of("{}").header("Authorization", authorization);
        return preset(id)
                .bind(Credentials.of(credentials), Map.of())
                .verify(delivery.request(), Instant.EPOCH);
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }
}
