package dev.spillway.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {

    private static final String ANSWER =
            "HTTP/1.1 503 \r\nRetry-After: 5\r\nContent-LENGTH:  4\r\nX: y\r\n\r\nbusy";

    @Test
    void theStatusIsKnownWithTheLastByteAndNotBefore() throws IOException {
        byte[] bytes = ANSWER.getBytes(StandardCharsets.ISO_8859_1);

        for (int size = 0; size < bytes.length; size++) {
            assertThat(ResponseHead.statusWhenComplete(bytes, size)).isZero();
        }
        assertThat(ResponseHead.statusWhenComplete(bytes, bytes.length)).isEqualTo(503);
    }

    @Test
    void anAnswerWithoutALengthIsAnError() {
        byte[] bytes = "HTTP/1.1 200 \r\nX: y\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ResponseHead.statusWhenComplete(bytes, bytes.length))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no length");
    }
}
