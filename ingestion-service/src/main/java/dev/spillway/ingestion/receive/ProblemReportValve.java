package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Tomcat answers by itself (a broken request line, a path it refuses, a place where nothing
 * is): a problem like every other, counted like every other, instead of a page that names the
 * server.
 */
final class ProblemReportValve extends ErrorReportValve {

    /** Attribute of a request: the {@link ErrorCode} that the servlet refused it with. */
    static final String REFUSED = ProblemReportValve.class.getName() + ".refused";

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    private final DoorMeters meters;

    ProblemReportValve(DoorMeters meters) {
        this.meters = meters;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        Problem problem = Problem.of(code(request, response));
        try {
            response.setStatus(problem.status());
            response.setContentType(Problem.MEDIA_TYPE);
            if (problem.status() == 405) {
                // Tomcat refuses TRACE before any servlet could say what it takes.
                response.setHeader("Allow", "POST");
            }
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(new String(AnswerWriter.json(problem), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException e) {
            log.debug("A sender hung up before its answer");
        }
    }

    /**
     * What the servlet said, if it spoke: where a body breaks off Tomcat throws its answer away, in
     * favour of 400, and it is counted by then.
     */
    private ErrorCode code(Request request, Response response) {
        if (request.getAttribute(REFUSED) instanceof ErrorCode said) {
            return said;
        }
        ErrorCode code = code(response.getStatus());
        meters.rejected(code);
        return code;
    }

    /** The statuses that Tomcat knows, as far as API.md has a word for them. */
    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 408 -> ErrorCode.REQUEST_TIMEOUT;
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 500 -> ErrorCode.INTERNAL_ERROR;
            case 503 -> ErrorCode.SERVICE_UNAVAILABLE;
            default -> ErrorCode.MALFORMED_REQUEST;
        };
    }
}
