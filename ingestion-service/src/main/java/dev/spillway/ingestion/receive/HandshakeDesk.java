package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.directory.Source;
import dev.spillway.ingestion.handshake.HandshakeEffects;
import dev.spillway.ingestion.handshake.SourceHandshake;
import dev.spillway.ingestion.signature.SignatureCheck;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.handshake.HandshakeReply;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers vendors' handshakes. What it answers is counted and never stored. Thread-safe. */
final class HandshakeDesk {

    private static final String POST = "POST";

    private final HandshakeEffects effects;
    private final MeterRegistry meters;

    HandshakeDesk(HandshakeEffects effects, MeterRegistry meters) {
        this.effects = effects;
        this.meters = meters;
    }

    /** The methods that a source takes, as {@code Allow} spells them (RFC 9110, 10.2.1). */
    static String allowed(Source source) {
        Set<String> methods = new TreeSet<>(Set.of(POST));
        if (source instanceof Source.Open open && open.handshake() != null) {
            methods.addAll(open.handshake().methods());
        }
        return String.join(", ", methods);
    }

    /**
     * The answer to a request that is no POST.
     *
     * @throws Refusal unless it is the source's handshake
     */
    Answer answerOther(SignedRequest request, Source source) throws Refusal {
        if (!(source instanceof Source.Open open)
                || open.handshake() == null
                || !open.handshake().methods().contains(request.method())) {
            throw Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "Webhooks are posted.");
        }
        return answerUnverified(request, open)
                .orElseThrow(() ->
                        Refusal.of(
                                ErrorCode.MALFORMED_REQUEST,
                                "This is not the question that the vendor asks."));
    }

    /** The answer to a request whose signature nobody has looked at; empty for a webhook. */
    Optional<Answer> answerUnverified(SignedRequest request, Source.Open source) throws Refusal {
        SourceHandshake handshake = source.handshake();
        return handshake == null
                ? Optional.empty()
                : answer(handshake.answerUnverified(request), source, handshake);
    }

    /** The answer to a request that its source lets in; empty for a webhook. */
    Optional<Answer> answerAdmitted(
            SignedRequest request, Source.Open source, Verification verification, Instant now)
            throws Refusal {
        SourceHandshake handshake = source.handshake();
        return handshake == null
                ? Optional.empty()
                : answer(handshake.answerAdmitted(request, verification, now), source, handshake);
    }

    private Optional<Answer> answer(
            Optional<HandshakeReply> reply, Source.Open source, SourceHandshake handshake)
            throws Refusal {
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (reply.get()) {
                    case HandshakeReply.Denied denied ->
                            throw Refusal.of(SignatureCheck.code(denied.reason()));
                    case HandshakeReply.Answered answered -> {
                        bringAbout(answered, handshake);
                        count(source);
                        yield new Answer.Handshaken(answered);
                    }
                });
    }

    private void bringAbout(HandshakeReply.Answered reply, SourceHandshake handshake)
            throws Refusal {
        if (reply.effect().isPresent() && !effects.bringAbout(handshake, reply.effect().get())) {
            throw Refusal.of(
                    ErrorCode.QUEUE_UNAVAILABLE,
                    "The handshake could not be completed. Repeat it.");
        }
    }

    private void count(Source.Open source) {
        meters.counter(Metrics.HANDSHAKES, "provider", source.preset().id()).increment();
    }
}
