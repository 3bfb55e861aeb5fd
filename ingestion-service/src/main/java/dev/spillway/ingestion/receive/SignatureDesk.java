package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.directory.Source;
import dev.spillway.ingestion.quarantine.Quarantine;
import dev.spillway.ingestion.signature.Ruling;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.signature.SignedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** Judges requests, and has those that fail kept where their source wants it. Thread-safe. */
final class SignatureDesk {

    private final Quarantine quarantine;

    SignatureDesk(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /**
     * What is known of a request's signature.
     *
     * @param id of its receipt
     * @throws Refusal unless its source lets it in
     */
    Verification judge(
            UUID id,
            HttpServletRequest request,
            IngestPath path,
            Source.Open source,
            SignedRequest signed)
            throws Refusal {
        return switch (source.check().rule(signed, Ids.madeAt(id))) {
            case Ruling.Admitted(Verification verification) -> verification;
            case Ruling.Undecided _ -> throw refusal(ErrorCode.CERTIFICATE_UNAVAILABLE, signed);
            case Ruling.Refused(ErrorCode code) -> {
                keep(id, code, request, path, source, signed);
                throw refusal(code, signed);
            }
        };
    }

    private static Refusal refusal(ErrorCode code, SignedRequest signed) {
        return Refusal.of(code).after(signed.body().length);
    }

    private void keep(
            UUID id,
            ErrorCode reason,
            HttpServletRequest request,
            IngestPath path,
            Source.Open source,
            SignedRequest signed) {
        if (source.quarantine() != null) {
            quarantine.offer(
                    source.quarantine(),
                    id,
                    reason,
                    signed.body().length,
                    () -> held(request, path, signed));
        }
    }

    /** The container takes its request back once it is answered: so headers are copied. */
    private static HeldRequest held(
            HttpServletRequest request, IngestPath path, SignedRequest signed) {
        return new HeldRequest(
                signed.method(),
                signed.url(),
                path.suffix(),
                KeptHeaders.all(request),
                signed.body(),
                signed.clientAddress());
    }
}
