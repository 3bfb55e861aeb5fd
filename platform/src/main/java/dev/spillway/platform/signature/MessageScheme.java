package dev.spillway.platform.signature;

import dev.spillway.platform.signature.SignatureHeaders.Brand;
import dev.spillway.platform.signature.SignatureHeaders.Presented;
import dev.spillway.platform.signature.Template.Variable;
import dev.spillway.platform.signature.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A signature in headers over a template: what most vendors do, each with another template, grammar
 * and key.
 */
record MessageScheme(
        SignatureHeaders where, Template template, TimestampFormat timestamps, SigningKeys keys)
        implements SignatureScheme {

    /** Signs the body alone, in a header of its own. */
    static MessageScheme ofBody(String header, SigningKeys keys) {
        return new MessageScheme(
                new SignatureHeaders(List.of(new Brand(header, null, null)), "", "", ""),
                Template.parse("template", "{body}"),
                TimestampFormat.SECONDS,
                keys);
    }

    /** The same with other keys, whose signatures have another prefix in the same header. */
    MessageScheme with(SigningKeys others, String prefix) {
        SignatureHeaders headers =
                new SignatureHeaders(
                        where.brands(), where.separator(), prefix, where.timestampPrefix());
        return new MessageScheme(headers, template, timestamps, others);
    }

    @Override
    public String name() {
        return keys.name();
    }

    @Override
    public Set<String> credentials() {
        return keys.credentials();
    }

    @Override
    public boolean timestamped() {
        return template.uses(Variable.TIMESTAMP);
    }

    @Override
    public boolean coversBody() {
        return template.coversBody();
    }

    @Override
    public boolean symmetric() {
        return keys.symmetric();
    }

    @Override
    public Set<String> headers() {
        return where.names();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return keys.check(credentials);
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Check check = keys.checking(credentials, template);
        return (request, now) -> {
            Brand brand = where.brandOf(request);
            if (brand == null || lacksTimestamp(brand, request) || lacksId(brand, request)) {
                return Verdict.refused(Reason.SIGNATURE_MISSING);
            }
            return verdict(request, brand, check, stamp -> admits(stamp, tolerance, now));
        };
    }

    /**
     * The signature before the time: then only who knows the secret is told that the time was
     * wrong, and whoever reads the rejection knows that the vendor did send it. All values of a
     * repeated header are looked at, each on its own.
     */
    private Verdict verdict(
            SignedRequest request,
            Brand brand,
            SigningKeys.Check check,
            Predicate<String> timeliness) {
        boolean genuine = false;
        boolean timely = false;
        for (Presented presented : where.read(brand, request)) {
            Message message = message(request, brand, presented);
            boolean matches = check.matches(message, presented.signatures());
            genuine |= matches;
            timely |= matches && timeliness.test(message.timestamp());
        }
        if (timely) {
            return Verdict.VERIFIED;
        }
        return Verdict.refused(
                genuine ? Reason.TIMESTAMP_OUTSIDE_TOLERANCE : Reason.SIGNATURE_INVALID);
    }

    private static Message message(SignedRequest request, Brand brand, Presented presented) {
        String timestamp =
                brand.timestamp() == null
                        ? presented.timestamp()
                        : first(request, brand.timestamp());
        return new Message(request, timestamp, first(request, brand.id()));
    }

    private boolean admits(String timestamp, Tolerance tolerance, Instant now) {
        return !timestamped()
                || tolerance.isUnlimited()
                || timestamps
                        .parse(timestamp)
                        .filter(stamp -> tolerance.admits(stamp, now))
                        .isPresent();
    }

    private static boolean lacksTimestamp(Brand brand, SignedRequest request) {
        return brand.timestamp() != null && first(request, brand.timestamp()).isBlank();
    }

    private boolean lacksId(Brand brand, SignedRequest request) {
        return template.uses(Variable.ID) && first(request, brand.id()).isBlank();
    }

    private static String first(SignedRequest request, @Nullable String header) {
        return header == null ? "" : request.headers().first(header).orElse("");
    }

    @Override
    public Signer signer(Credentials credentials) {
        if (symmetric()) {
            InvalidCredential.throwIfAny(check(credentials));
        }
        SigningKeys.Sign sign = keys.signing(credentials, template);
        return (request, at) -> {
            Message message = new Message(request, timestamps.format(at), idFor(request));
            return Signature.inHeaders(where.write(message, sign.of(message)), request);
        };
    }

    /** The id the request already bears, as a sender's retry does, else a new one. */
    private String idFor(SignedRequest request) {
        String given = first(request, where.brands().getFirst().id());
        return given.isBlank() ? "msg_" + UUID.randomUUID() : given;
    }

    @Override
    public Optional<String> messageId(SignedRequest request) {
        Brand brand = where.brandOf(request);
        return brand == null
                ? Optional.empty()
                : Optional.of(first(request, brand.id())).filter(id -> !id.isBlank());
    }

    @Override
    public boolean coversMessageId() {
        return template.uses(Variable.ID);
    }
}
