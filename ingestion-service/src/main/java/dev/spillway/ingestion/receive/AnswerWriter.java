package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCategory;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import dev.spillway.platform.handshake.HandshakeReply;
import dev.spillway.platform.provider.PresetResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts answers on the wire. Stateless and thread-safe. */
final class AnswerWriter {

    static final String WEBHOOK_ID = "Spillway-Webhook-Id";

    private static final JsonMapper JSON = JsonMapper.shared();

    private AnswerWriter() {}

    static void write(Answer answer, HttpServletResponse response) throws IOException {
        switch (answer) {
            case Answer.Accepted accepted -> write(accepted, response);
            case Answer.Handshaken(HandshakeReply.Answered reply) -> write(reply, response);
            case Answer.WrongMethod wrong -> write(wrong, response);
            case Answer.Refused refused -> write(refused, response);
        }
    }

    /** Some echo what was sent: no browser may guess that to be a page. */
    private static void write(HandshakeReply.Answered reply, HttpServletResponse response)
            throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(response::setHeader);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        write(response, reply.status(), reply.contentType(), body);
    }

    private static void write(Answer.WrongMethod wrong, HttpServletResponse response)
            throws IOException {
        response.setHeader("Allow", wrong.allowed());
        Problem problem = Problem.of(ErrorCode.METHOD_NOT_ALLOWED, wrong.detail(), List.of());
        write(response, problem.status(), Problem.MEDIA_TYPE, json(problem));
    }

    private static void write(Answer.Accepted accepted, HttpServletResponse response)
            throws IOException {
        PresetResponse wanted = accepted.response();
        response.setHeader(WEBHOOK_ID, accepted.webhookId().toString());
        byte[] body = body(wanted, accepted.webhookId()).getBytes(StandardCharsets.UTF_8);
        write(response, wanted.status(), wanted.contentType(), body);
    }

    private static String body(PresetResponse wanted, UUID webhookId) {
        return wanted.body().replace("{{id}}", webhookId.toString());
    }

    private static void write(Answer.Refused refused, HttpServletResponse response)
            throws IOException {
        addHeaders(refused, response);
        if (refused.code() == ErrorCode.OVERLOADED) {
            // What is still to come of the body would only add to it.
            response.setHeader("Connection", "close");
        }
        Problem problem = Problem.of(refused.code(), refused.detail(), List.of());
        write(response, problem.status(), Problem.MEDIA_TYPE, json(problem));
    }

    static byte[] json(Problem problem) {
        return JSON.writeValueAsBytes(problem);
    }

    private static void addHeaders(Answer.Refused refused, HttpServletResponse response) {
        ErrorCategory category = refused.code().category();
        switch (category) {
            case UNAUTHENTICATED -> response.setHeader("WWW-Authenticate", refused.challenge());
            case METHOD_NOT_ALLOWED -> response.setHeader("Allow", "POST");
            case UNAVAILABLE, THROTTLED -> response.setHeader("Retry-After", retryAfter(refused));
            // The rest of the body is not worth reading to keep the connection.
            case TOO_LARGE, TIMEOUT, MALFORMED -> response.setHeader("Connection", "close");
            case FORBIDDEN,
                    NOT_FOUND,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    GONE,
                    UNSUPPORTED_TYPE,
                    INVALID,
                    INTERNAL -> {}
        }
    }

    /** In whole seconds, rounded up (RFC 9110, 10.2.3). */
    private static String retryAfter(Answer.Refused refused) {
        Duration wait =
                Objects.requireNonNullElseGet(refused.retryAfter(), () -> wait(refused.code()));
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** A pause lasts until a person ends it; a queue is usually back at once. */
    private static Duration wait(ErrorCode code) {
        return Duration.ofSeconds(code == ErrorCode.SOURCE_PAUSED ? 60 : 5);
    }

    private static void write(
            HttpServletResponse response, int status, @Nullable String contentType, byte[] body)
            throws IOException {
        response.setStatus(status);
        if (contentType != null) {
            response.setContentType(contentType);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
