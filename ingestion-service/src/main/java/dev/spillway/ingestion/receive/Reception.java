package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.directory.Source;
import dev.spillway.ingestion.directory.SourceDirectory;
import dev.spillway.ingestion.lane.Allowance;
import dev.spillway.ingestion.lane.Allowances;
import dev.spillway.ingestion.lane.Lane;
import dev.spillway.ingestion.pack.Packers;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.Masking;
import dev.spillway.platform.signature.SignedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A request's way through the door: find its source, read it, judge its signature, have it packed.
 * Nothing is acknowledged before the queue holds it. Thread-safe.
 */
final class Reception {

    private static final byte[] NO_BODY = {};

    private final SourceDirectory directory;
    private final BodyReader bodies;
    private final BodyBudget budget;
    private final Allowances allowances;
    private final Packers packers;
    private final HandshakeDesk handshakes;
    private final SignatureDesk signatures;
    private final RefusalDesk refusals;
    private final DoorMeters meters;
    private final Proxies proxies;

    Reception(
            SourceDirectory directory,
            BodyReader bodies,
            BodyBudget budget,
            Allowances allowances,
            Packers packers,
            HandshakeDesk handshakes,
            SignatureDesk signatures,
            RefusalDesk refusals,
            DoorMeters meters,
            Proxies proxies) {
        this.directory = directory;
        this.bodies = bodies;
        this.budget = budget;
        this.allowances = allowances;
        this.packers = packers;
        this.handshakes = handshakes;
        this.signatures = signatures;
        this.refusals = refusals;
        this.meters = meters;
        this.proxies = proxies;
    }

    Answer receive(HttpServletRequest request) {
        try {
            Optional<IngestPath> path = IngestPath.of(request.getRequestURI());
            Optional<Source> source = path.flatMap(known -> directory.find(known.ingestKey()));
            if (path.isEmpty() || source.isEmpty()) {
                return refusals.refuseStranger(strangersCode(request));
            }
            return receive(request, path.get(), source.get());
        } catch (RuntimeException e) {
            return refusals.refuseBroken(e);
        }
    }

    private ErrorCode strangersCode(HttpServletRequest request) {
        if (!isPost(request)) {
            return ErrorCode.METHOD_NOT_ALLOWED;
        }
        return directory.isLoaded() ? ErrorCode.SOURCE_UNKNOWN : ErrorCode.SERVICE_UNAVAILABLE;
    }

    private Answer receive(HttpServletRequest request, IngestPath path, Source source) {
        try {
            if (!isPost(request)) {
                return handshakes.answerOther(signed(request, NO_BODY), source);
            }
            return switch (source) {
                case Source.Open open -> accept(request, path, open);
                case Source.Closed closed -> throw Refusal.of(closed.reason());
            };
        } catch (Refusal refusal) {
            return refusals.refuse(request, path, source, refusal);
        } catch (RuntimeException e) {
            return refusals.refuseBroken(request, path, source, e);
        }
    }

    private static boolean isPost(HttpServletRequest request) {
        return "POST".equals(request.getMethod());
    }

    private Answer accept(HttpServletRequest request, IngestPath path, Source.Open source)
            throws Refusal {
        demandReadable(request, path);
        Allowance allowance = allowances.of(source.tenantId(), source.plan());
        demandRoom(allowance);
        try (HeldBody held = bodies.read(request, budget.of(source.tenantId()))) {
            return accept(request, path, source, allowance, held.bytes());
        }
    }

    /**
     * The sender's wait counts from here, where his last byte was read: what a certificate takes,
     * the queue has the less.
     */
    private Answer accept(
            HttpServletRequest request,
            IngestPath path,
            Source.Open source,
            Allowance allowance,
            byte[] body)
            throws Refusal {
        long read = System.nanoTime();
        UUID id = Ids.next();
        SignedRequest signed = signed(request, body);
        Optional<Answer> asked = handshakes.answerUnverified(signed, source);
        if (asked.isPresent()) {
            return asked.get();
        }
        Verification verification = signatures.judge(id, request, path, source, signed);
        Optional<Answer> proven =
                handshakes.answerAdmitted(signed, source, verification, Ids.madeAt(id));
        if (proven.isPresent()) {
            return proven.get();
        }
        Webhook webhook = webhook(id, request, path, source, signed, verification);
        Lane lane = lane(allowance, body.length);
        return switch (packers.of(lane).pack(source.tenantId(), webhook, read)) {
            case CONFIRMED -> {
                meters.acknowledged(source.preset().id(), lane, System.nanoTime() - read);
                yield new Answer.Accepted(id, source.response());
            }
            case UNCONFIRMED ->
                    throw Refusal.of(
                                    ErrorCode.QUEUE_UNAVAILABLE,
                                    "Send the same webhook again after the time in Retry-After.")
                            .after(body.length);
            case TOO_LARGE ->
                    throw Refusal.of(
                                    ErrorCode.BODY_TOO_LARGE,
                                    "It does not fit a message of the queue, not even compressed.")
                            .after(body.length);
        };
    }

    private static void demandReadable(HttpServletRequest request, IngestPath path) throws Refusal {
        if (!ContentCodings.areKnown(Collections.list(request.getHeaders("Content-Encoding")))) {
            throw Refusal.of(
                    ErrorCode.CONTENT_ENCODING_UNSUPPORTED,
                    "Send the body as " + ContentCodings.NAMES + ".");
        }
        if (path.isTooLong()) {
            throw Refusal.of(
                    ErrorCode.MALFORMED_REQUEST,
                    "At most %,d characters may follow the ingest key."
                            .formatted(IngestPath.MAX_SUFFIX));
        }
    }

    /** Before the body is read: a flood beyond the ceiling is not worth its bytes. */
    private static void demandRoom(Allowance allowance) throws Refusal {
        long wait = allowance.nanosUntilRoom(System.nanoTime());
        if (wait > 0) {
            throw rateExceeded(wait);
        }
    }

    /** Only what is let in counts, so that forged requests cannot use up what a tenant may send. */
    private static Lane lane(Allowance allowance, int bytesRead) throws Refusal {
        long now = System.nanoTime();
        Optional<Lane> lane = allowance.take(now);
        if (lane.isEmpty()) {
            throw rateExceeded(allowance.nanosUntilRoom(now)).after(bytesRead);
        }
        return lane.get();
    }

    private static Refusal rateExceeded(long wait) {
        return Refusal.of(
                        ErrorCode.RATE_EXCEEDED,
                        "The tenant's plan takes no more webhooks this second.")
                .retryAfter(Duration.ofNanos(wait));
    }

    private SignedRequest signed(HttpServletRequest request, byte[] body) {
        return new SignedRequest(
                request.getMethod(),
                proxies.url(request),
                name -> Collections.list(request.getHeaders(name)),
                body,
                proxies.clientAddress(request));
    }

    private static Webhook webhook(
            UUID id,
            HttpServletRequest request,
            IngestPath path,
            Source.Open source,
            SignedRequest signed,
            Verification verification) {
        return new Webhook(
                id,
                source.id(),
                source.preset().id(),
                Ids.madeAt(id),
                request.getMethod(),
                path.suffix(),
                Masking.query(Objects.requireNonNullElse(request.getQueryString(), "")),
                KeptHeaders.of(request, source.preset()),
                signed.body(),
                source.identity().eventKey(signed).orElse(null),
                verification,
                false);
    }
}
