package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.directory.SourceDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ExtendWith(OutputCaptureExtension.class)
class IngestServletTest {

    @Test
    void whateverBreaksTellsNeitherSenderNorLogWhatItChokedOn(CapturedOutput output)
            throws Exception {
        IngestServlet servlet =
                new IngestServlet(
                        new Reception(
                                new SourceDirectory(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
        MockHttpServletRequest broken =
                new MockHttpServletRequest() {
                    @Override
                    public String getRequestURI() {
                        throw new IllegalStateException("cannot read s3cret");
                    }
                };
        MockHttpServletResponse response = new MockHttpServletResponse();

        servlet.service(broken, response);

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("internal_error");
        assertThat(output).contains("IllegalStateException").doesNotContain("s3cret");
        assertThat(response.getContentAsString()).doesNotContain("s3cret");
    }
}
