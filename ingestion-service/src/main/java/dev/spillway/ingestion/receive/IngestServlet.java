package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /in/*}. A plain servlet, since an annotated controller costs a third of the requests that
 * two cores can take. Blocks its thread until the answer is known: threads are virtual.
 */
final class IngestServlet extends HttpServlet {

    private static final Logger log = LoggerFactory.getLogger(IngestServlet.class);
    private static final long serialVersionUID = 1;

    private final transient Reception reception;

    IngestServlet(Reception reception) {
        this.reception = reception;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AnswerWriter.write(answer(request), response);
    }

    /** Whatever breaks, a sender hears a problem with a code, and the log no payload. */
    private Answer answer(HttpServletRequest request) {
        try {
            return reception.receive(request);
        } catch (RuntimeException e) {
            log.error("A request failed: {} at {}", e.getClass().getName(), place(e));
            return new Answer.Refused(ErrorCode.INTERNAL_ERROR, null, "");
        }
    }

    /** Where it broke. An exception's text may quote what it choked on. */
    private static String place(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
