package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.directory.Source;
import dev.spillway.platform.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests away: each is counted, and entered for its tenant where it has one. Thread-safe.
 */
final class RefusalDesk {

    private static final Logger log = LoggerFactory.getLogger(RefusalDesk.class);

    private final DoorMeters meters;
    private final RefusalBook book;

    RefusalDesk(DoorMeters meters, RefusalBook book) {
        this.meters = meters;
        this.book = book;
    }

    /** Counted, and nowhere kept: whoever guesses keys shall leave nothing here. */
    Answer refuseStranger(ErrorCode code) {
        meters.rejected(code);
        return new Answer.Refused(code, null, "");
    }

    /** A stranger's request broke something. */
    Answer refuseBroken(RuntimeException cause) {
        return refuseStranger(broken(cause).code());
    }

    /** A source's request broke something. */
    Answer refuseBroken(
            HttpServletRequest request, IngestPath path, Source source, RuntimeException cause) {
        return refuse(request, path, source, broken(cause));
    }

    /** Whatever breaks, a sender hears a problem with a code, and the log no payload. */
    private static Refusal broken(RuntimeException cause) {
        log.error("A request failed: {} at {}", cause.getClass().getName(), place(cause));
        return Refusal.of(ErrorCode.INTERNAL_ERROR);
    }

    /** Where it broke. An exception's text may quote what it choked on. */
    private static String place(RuntimeException cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }

    Answer refuse(HttpServletRequest request, IngestPath path, Source source, Refusal refusal) {
        meters.rejected(refusal.code());
        book.enter(request, path, source, refusal);
        if (refusal.code() == ErrorCode.METHOD_NOT_ALLOWED) {
            return new Answer.WrongMethod(HandshakeDesk.allowed(source), refusal.detail());
        }
        return new Answer.Refused(
                refusal.code(), refusal.detail(), challenge(source), refusal.retryAfter());
    }

    /** Senders that authenticate by HTTP's own schemes wait to be asked by their names. */
    private static String challenge(Source source) {
        String scheme =
                source instanceof Source.Open open ? open.preset().scheme().name() : "signature";
        return switch (scheme) {
            case "basic" -> "Basic realm=\"webhooks\", charset=\"UTF-8\"";
            case "bearer" -> "Bearer realm=\"webhooks\"";
            default -> "Signature realm=\"webhooks\"";
        };
    }
}
