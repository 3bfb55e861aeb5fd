package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.directory.Source;
import dev.spillway.ingestion.reject.RejectionLedger;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.signal.Rejections.Sample;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Enters refused requests into the ledger, with what a sample may show. Thread-safe. */
final class RefusalBook {

    /** A method's name in the database. */
    private static final int MAX_METHOD = 16;

    private final RejectionLedger ledger;

    RefusalBook(RejectionLedger ledger) {
        this.ledger = ledger;
    }

    void enter(HttpServletRequest request, IngestPath path, Source source, Refusal refusal) {
        UUID id = Ids.next();
        Instant at = Ids.madeAt(id);
        ledger.record(
                source.tenantId(),
                source.id(),
                refusal.code(),
                at,
                () -> sample(id, at, request, path, source, refusal));
    }

    private static Sample sample(
            UUID id,
            Instant at,
            HttpServletRequest request,
            IngestPath path,
            Source source,
            Refusal refusal) {
        return new Sample(
                id,
                at,
                cut(request.getMethod(), MAX_METHOD),
                cut(path.suffix(), IngestPath.MAX_SUFFIX),
                headers(request, source),
                refusal.bytesRead());
    }

    /** Without a preset nobody knows which headers are worth keeping. */
    private static List<Header> headers(HttpServletRequest request, Source source) {
        return switch (source) {
            case Source.Open open -> KeptHeaders.of(request, open.preset());
            case Source.Closed _ -> List.of();
        };
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
