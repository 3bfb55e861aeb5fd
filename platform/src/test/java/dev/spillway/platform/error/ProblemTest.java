package dev.spillway.platform.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({
        "SIGNATURE_INVALID, 401",
        "TENANT_SUSPENDED, 403",
        "SOURCE_UNKNOWN, 404",
        "METHOD_NOT_ALLOWED, 405",
        "REQUEST_TIMEOUT, 408",
        "SOURCE_DELETED, 410",
        "BODY_TOO_LARGE, 413",
        "CONTENT_ENCODING_UNSUPPORTED, 415",
        "INVALID_INPUT, 422",
        "RATE_EXCEEDED, 429",
        "QUEUE_UNAVAILABLE, 503"
    })
    void codesHaveTheStatusThatClientsRelyOn(ErrorCode code, int status) {
        assertThat(Problem.of(code).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeIsStableInFormAndSaysSomething(ErrorCode code) {
        assertThat(code.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(code.title()).isNotBlank();
        assertThat(code.category().status()).isBetween(400, 599);
    }

    @Test
    void invalidInputNamesEveryField() {
        Problem problem = ProblemException.invalid("sources[0].provider", "is unknown").problem();

        assertThat(JsonMapper.shared().writeValueAsString(problem))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"The request is not valid\",\"status\":422,"
                                + "\"code\":\"invalid_input\",\"errors\":[{\"field\":\"sources[0].provider\",\"message\":\"is unknown\"}]}");
    }

    @Test
    void aDetailIsToldAndAnEmptyOneLeftOut() {
        assertThat(new ProblemException(ErrorCode.SLUG_TAKEN, "Choose another.").problem().detail())
                .isEqualTo("Choose another.");
        assertThat(
                        JsonMapper.shared()
                                .writeValueAsString(
                                        new ProblemException(ErrorCode.NOT_FOUND).problem()))
                .doesNotContain("detail", "errors");
    }
}
