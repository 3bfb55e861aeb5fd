package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.directory.SourceDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
        SimpleMeterRegistry counted = new SimpleMeterRegistry();
        DoorMeters meters = new DoorMeters(counted);
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
                                new RefusalDesk(meters, null),
                                meters,
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
        assertThat(counted.counter("spillway.door.rejected", "code", "internal_error").count())
                .isEqualTo(1);
    }
}
