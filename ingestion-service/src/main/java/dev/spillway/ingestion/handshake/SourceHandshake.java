package dev.spillway.ingestion.handshake;

import dev.spillway.platform.handshake.Handshake;
import dev.spillway.platform.handshake.Handshake.Proof;
import dev.spillway.platform.handshake.HandshakeEffect.LearnSecret;
import dev.spillway.platform.handshake.HandshakeReply;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The handshake of one source, with its credentials. Immutable and thread-safe. */
public final class SourceHandshake {

    private final UUID sourceId;
    private final Handshake kind;
    private final Credentials credentials;
    private final Verifier unlooked;
    private final boolean pending;
    private final TenantKey dataKey;

    /**
     * @param unlooked judges a question at which the source itself does not look, since it is off
     * @param pending whether the source has yet to learn its secret
     * @param dataKey seals what it learns
     */
    public SourceHandshake(
            UUID sourceId,
            Handshake kind,
            Credentials credentials,
            Verifier unlooked,
            boolean pending,
            TenantKey dataKey) {
        this.sourceId = sourceId;
        this.kind = kind;
        this.credentials = credentials;
        this.unlooked = unlooked;
        this.pending = pending;
        this.dataKey = dataKey;
    }

    /** The methods besides POST by which it is made. */
    public Set<String> methods() {
        return kind.methods();
    }

    /** What a request hears whose signature, if it has one, nobody has looked at. */
    public Optional<HandshakeReply> answerUnverified(SignedRequest request) {
        boolean isAsked = !request.method().equals("POST") || kind.proof() == Proof.NONE;
        return isAsked ? answer(request) : Optional.empty();
    }

    /** What a POST hears that its source lets in, with that known of its signature. */
    public Optional<HandshakeReply> answerAdmitted(
            SignedRequest request, Verification verification, Instant now) {
        return switch (kind.proof()) {
            case NONE -> Optional.empty();
            case ADMISSION -> answer(request);
            case SIGNATURE -> answerGenuine(request, verification, now);
        };
    }

    private Optional<HandshakeReply> answerGenuine(
            SignedRequest request, Verification verification, Instant now) {
        return switch (verification) {
            case VERIFIED -> answer(request);
            case FAILED -> Optional.empty();
            // Few webhooks are questions: only those are worth a look at their signature.
            case UNCHECKED ->
                    answer(request)
                            .filter(_ -> unlooked.verify(request, now) instanceof Verdict.Verified);
        };
    }

    private Optional<HandshakeReply> answer(SignedRequest request) {
        return kind.givesSecret() && !pending
                ? Optional.empty()
                : kind.answer(request, credentials);
    }

    /** What was learnt, sealed for the source's row. */
    LearntSecret sealed(LearnSecret learnt) {
        return new LearntSecret(
                Ids.next(),
                dataKey.tenantId(),
                sourceId,
                dataKey.version(),
                CredentialCipher.seal(
                        dataKey, sourceId, Map.of(learnt.credential(), learnt.value())));
    }
}
