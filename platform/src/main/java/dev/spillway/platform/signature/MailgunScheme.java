package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mailgun: an HMAC-SHA256 inside the body, in JSON or a form, over a time and a random token. The
 * events beside it are unsigned, so whoever has seen one token could sign anything with it; what
 * stops him is that a token counts once. Which one came first only the worker can tell, and so the
 * token is the webhook's identity rather than a reason to refuse.
 *
 * @see <a
 *     href="https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks">Securing
 *     webhooks</a>
 */
record MailgunScheme() implements SignatureScheme {

    private static final SigningKeys KEYS =
            new HmacKeys(HmacKeys.Algorithm.SHA256, Encoding.HEX, SecretForm.TEXT);
    private static final Template TEMPLATE = Template.parse("template", "{timestamp}{id}");
    private static final String SIGNATURE = "signature";

    /** Of a subaccount's event, made with the primary account's key. */
    private static final String PARENT_SIGNATURE = "parent-signature";

    /** Seconds until the year 2286. */
    private static final int DIGITS_OF_TIME = 10;

    /** What a body presents; parts are empty where they are missing. */
    private record Presented(String timestamp, String token, List<String> signatures) {

        /**
         * Nothing stands between time and token when they are signed, so a digit could be moved
         * from one to the other, and the same signature would have a token that nobody has seen.
         */
        boolean isWhole() {
            return timestamp.length() == DIGITS_OF_TIME
                    && timestamp.chars().allMatch(c -> c >= '0' && c <= '9')
                    && !token.isBlank()
                    && !signatures.isEmpty();
        }
    }

    @Override
    public String name() {
        return "mailgun";
    }

    @Override
    public Set<String> credentials() {
        return KEYS.credentials();
    }

    @Override
    public boolean timestamped() {
        return true;
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return KEYS.check(credentials);
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Check check = KEYS.checking(credentials, TEMPLATE);
        return (request, now) -> {
            Optional<Presented> presented = read(request);
            return presented.isEmpty()
                    ? Verdict.refused(Reason.SIGNATURE_MISSING)
                    : verdict(request, presented.get(), check, tolerance, now);
        };
    }

    private static Verdict verdict(
            SignedRequest request,
            Presented presented,
            SigningKeys.Check check,
            Tolerance tolerance,
            Instant now) {
        Message message = new Message(request, presented.timestamp(), presented.token());
        if (!check.matches(message, presented.signatures())) {
            return Verdict.refused(Reason.SIGNATURE_INVALID);
        }
        boolean timely =
                TimestampFormat.SECONDS
                        .parse(presented.timestamp())
                        .filter(stamp -> tolerance.admits(stamp, now))
                        .isPresent();
        return timely ? Verdict.VERIFIED : Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE);
    }

    private static Optional<Presented> read(SignedRequest request) {
        Optional<FormBody> form = FormBody.of(request);
        Optional<Presented> presented =
                form.isPresent()
                        ? form.map(MailgunScheme::inForm)
                        : StrictJson.object(request.body()).map(MailgunScheme::inJson);
        return presented.filter(Presented::isWhole);
    }

    private static Presented inForm(FormBody form) {
        return new Presented(
                form.first("timestamp").orElse(""),
                form.first("token").orElse(""),
                Stream.of(SIGNATURE, PARENT_SIGNATURE)
                        .flatMap(name -> form.first(name).stream())
                        .toList());
    }

    private static Presented inJson(ObjectNode body) {
        var signature = body.path(SIGNATURE);
        return new Presented(
                StrictJson.text(signature, "timestamp"),
                StrictJson.text(signature, "token"),
                Stream.of(SIGNATURE, PARENT_SIGNATURE)
                        .map(name -> StrictJson.text(signature, name))
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    @Override
    public Optional<String> messageId(SignedRequest request) {
        return read(request).map(Presented::token);
    }

    @Override
    public boolean coversMessageId() {
        return true;
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Sign sign = KEYS.signing(credentials, TEMPLATE);
        return (request, at) -> {
            String token = UUID.randomUUID().toString().replace("-", "");
            Message message = new Message(request, TimestampFormat.SECONDS.format(at), token);
            byte[] body =
                    FormBody.of(request).isPresent()
                            ? form(message, sign.of(message))
                            : json(message, sign.of(message));
            return Signature.inBody(body, request);
        };
    }

    private static byte[] json(Message message, String signature) {
        ObjectNode signed = StrictJson.newObject();
        signed.putObject(SIGNATURE)
                .put("token", message.id())
                .put("timestamp", message.timestamp())
                .put(SIGNATURE, signature);
        StrictJson.demandObject(message.request().body())
                .properties()
                .forEach(member -> signed.putIfAbsent(member.getKey(), member.getValue()));
        return StrictJson.bytes(signed);
    }

    private static byte[] form(Message message, String signature) {
        String fields =
                Map.of("timestamp", message.timestamp(), "token", message.id()).entrySet().stream()
                                .map(field -> field.getKey() + "=" + field.getValue() + "&")
                                .reduce("", String::concat)
                        + "signature="
                        + signature
                        + "&";
        String body = new String(message.request().body(), StandardCharsets.ISO_8859_1);
        return (fields + body).getBytes(StandardCharsets.ISO_8859_1);
    }
}
