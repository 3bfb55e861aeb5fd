package dev.spillway.app.http;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Refuses a request from a filter, where no controller's advice can. */
@Component
public class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletResponse response, ErrorCode code) throws IOException {
        byte[] body = json.writeValueAsBytes(Problem.of(code));
        response.setStatus(code.category().status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
