package dev.spillway.worker.quarantine;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.EventIdentity;
import dev.spillway.platform.provider.Masking;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.util.List;
import java.util.Map;

/**
 * A source's check as its row stands today, and the webhook that the door would have made of a
 * request. Mode does not matter here: what is let in without proof was never held. Immutable and
 * thread-safe.
 */
final class SourceCheck {

    /** The worker asks nobody for certificates, so that no sender can aim it. */
    private static final String UNDECIDED = "certificate_unavailable";

    private final Preset preset;
    private final EventIdentity identity;
    private final Verifier timely;
    private final Verifier timeless;

    /**
     * @throws IllegalArgumentException when credentials and settings make no check
     */
    SourceCheck(Preset preset, Credentials credentials, Map<String, String> settings) {
        this.preset = preset;
        this.identity = preset.identity(settings);
        this.timely = preset.bind(credentials, settings);
        this.timeless = preset.bindTimeless(credentials, settings, SnsTrust.none());
    }

    /**
     * Judges a request as of its receipt: that it waited here makes it no older than it was.
     *
     * @param ageForgiven whether it may also have been too old, or too new, when it came
     */
    Judgement judge(HeldRow row, HeldRequest request, boolean ageForgiven) {
        SignedRequest signed = request.signed();
        Verifier verifier = ageForgiven ? timeless : timely;
        return switch (verifier.verify(signed, row.receivedAt())) {
            case Verdict.Verified _ -> genuine(row, request, signed, Verification.VERIFIED);
            case Verdict.Unchecked _ -> genuine(row, request, signed, Verification.UNCHECKED);
            case Verdict.Refused(Verdict.Reason reason) ->
                    new Judgement.Refused(row, reason.code());
            case Verdict.Undecided _ -> new Judgement.Postponed(row, UNDECIDED);
        };
    }

    private Judgement genuine(
            HeldRow row, HeldRequest request, SignedRequest signed, Verification verification) {
        return new Judgement.Genuine(
                row,
                new Webhook(
                        row.id(),
                        row.sourceId(),
                        preset.id(),
                        row.receivedAt(),
                        request.method(),
                        request.path(),
                        Masking.query(signed.query()),
                        kept(request),
                        request.body(),
                        identity.eventKey(signed).orElse(null),
                        verification,
                        false));
    }

    private List<Header> kept(HeldRequest request) {
        return request.headers().stream()
                .filter(header -> preset.keepsHeader(header.name()))
                .toList();
    }
}
