package dev.spillway.ingestion.receive;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /in/*}. A plain servlet, since an annotated controller costs a third of the requests that
 * two cores can take. Blocks its thread until the answer is known: threads are virtual.
 */
final class IngestServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Reception reception;

    IngestServlet(Reception reception) {
        this.reception = reception;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Answer answer = reception.receive(request);
        if (answer instanceof Answer.Refused refused) {
            request.setAttribute(ProblemReportValve.REFUSED, refused.code());
        }
        AnswerWriter.write(answer, response);
    }
}
