package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.provider.PresetResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

class AnswerWriterTest {

    private static final UUID ID = new UUID(1, 2);

    private static MockHttpServletResponse written(Answer answer) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        AnswerWriter.write(answer, response);
        return response;
    }

    private static MockHttpServletResponse refused(ErrorCode code) throws Exception {
        return written(new Answer.Refused(code, null, "Basic realm=\"x\""));
    }

    @Test
    void acceptedSaysTheId() throws Exception {
        MockHttpServletResponse response =
                written(new Answer.Accepted(ID, PresetResponse.STANDARD));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("Spillway-Webhook-Id")).isEqualTo(ID.toString());
        assertThat(response.getContentType()).isEqualTo("application/json");
        assertThat(response.getContentAsString()).isEqualTo("{\"id\":\"" + ID + "\"}");
    }

    @Test
    void vendorHearsWhatItsPresetSays() throws Exception {
        MockHttpServletResponse response =
                written(new Answer.Accepted(ID, new PresetResponse(204, null, "")));

        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getContentType()).isNull();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SIGNATURE_INVALID,   401, WWW-Authenticate, Basic realm=\"x\"",
        "METHOD_NOT_ALLOWED,  405, Allow,            POST",
        "QUEUE_UNAVAILABLE,   503, Retry-After,      5",
        "SOURCE_PAUSED,       503, Retry-After,      60",
        "BODY_TOO_LARGE,      413, Connection,       close",
        "REQUEST_TIMEOUT,     408, Connection,       close",
    })
    void refusalCarriesTheHeaderItsStatusAsksFor(
            ErrorCode code, int status, String header, String value) throws Exception {
        MockHttpServletResponse response = refused(code);

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeader(header)).isEqualTo(value);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"code\":\"" + code.code() + "\"");
    }
}
