package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Amazon SNS, which carries the events of Amazon SES. SNS signs for every account alike, so what
 * makes a message the tenant's own is its topic: only those on the source's list count, and only
 * for them is a certificate asked for.
 */
record SnsScheme() implements SignatureScheme {

    private static final String TOPIC_ARNS = "topicArns";
    private static final Template TEMPLATE = Template.parse("template", "{body}");
    private static final KeyPairs SIGNING = KeyPairs.inBase64(KeyPairAlgorithm.RSA_SHA256);

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Set<String> credentials() {
        return Set.of(TOPIC_ARNS);
    }

    @Override
    public boolean timestamped() {
        return true;
    }

    /** Attributes and links are unsigned; the message and its id are. */
    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean symmetric() {
        return false;
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        List<String> arns = arns(credentials);
        if (arns.isEmpty()) {
            return List.of(new InvalidCredential(TOPIC_ARNS, "is required"));
        }
        return arns.stream().allMatch(arn -> SnsTopic.parse(arn).isPresent())
                ? List.of()
                : List.of(
                        new InvalidCredential(
                                TOPIC_ARNS,
                                "are ARNs of SNS topics, such as arn:aws:sns:eu-west-1:123456789012:ses-events, "
                                        + "separated by commas"));
    }

    private static List<String> arns(Credentials credentials) {
        return credentials.find(TOPIC_ARNS).stream()
                .flatMap(text -> Arrays.stream(text.split("[,\\s]+", -1)))
                .filter(arn -> !arn.isEmpty())
                .toList();
    }

    @Override
    public boolean needsTrust() {
        return true;
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        return verifier(credentials, tolerance, SnsTrust.none());
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance, SnsTrust trust) {
        InvalidCredential.throwIfAny(check(credentials));
        Map<String, SnsTopic> topics = new HashMap<>();
        arns(credentials).forEach(arn -> topics.put(arn, SnsTopic.parse(arn).orElseThrow()));
        return (request, now) ->
                SnsMessage.read(request)
                        .map(message -> verdict(message, topics, trust, tolerance, now))
                        .orElseGet(() -> Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    /** Topic and address first: nobody else's message makes the door ask for anything. */
    private static Verdict verdict(
            SnsMessage message,
            Map<String, SnsTopic> topics,
            SnsTrust trust,
            Tolerance tolerance,
            Instant now) {
        Optional<byte[]> signature = Encoding.BASE64.decode(message.signature());
        Optional<URI> address =
                Optional.ofNullable(topics.get(message.topicArn()))
                        .flatMap(topic -> trust.certificateOf(topic, message.certificateAddress()));
        if (signature.isEmpty() || address.isEmpty() || message.algorithm().isEmpty()) {
            return Verdict.refused(Reason.SIGNATURE_INVALID);
        }
        Optional<PublicKey> key = trust.certificates().find(address.get());
        if (key.isEmpty()) {
            return Verdict.UNDECIDED;
        }
        PublicKeyCheck check = Rsa.check(key.get(), message.algorithm().get());
        if (!check.matches(message.signedText(), TEMPLATE, signature.get())) {
            return Verdict.refused(Reason.SIGNATURE_INVALID);
        }
        return isTimely(message, tolerance, now)
                ? Verdict.VERIFIED
                : Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE);
    }

    private static boolean isTimely(SnsMessage message, Tolerance tolerance, Instant now) {
        return tolerance.isUnlimited()
                || TimestampFormat.ISO_8601
                        .parse(message.timestamp())
                        .filter(stamp -> tolerance.admits(stamp, now))
                        .isPresent();
    }

    @Override
    public Optional<String> messageId(SignedRequest request) {
        return SnsMessage.read(request).map(SnsMessage::messageId);
    }

    @Override
    public boolean coversMessageId() {
        return true;
    }

    /** Sends the body as a notification of the first topic. */
    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        SnsTopic topic = SnsTopic.parse(arns(credentials).getFirst()).orElseThrow();
        SigningKeys.Sign sign = SIGNING.signing(credentials, TEMPLATE);
        return (request, at) -> {
            ObjectNode fields = notification(request, topic, at);
            fields.put("Signature", sign.of(SnsMessage.of(fields).signedText()));
            return Signature.inBody(StrictJson.bytes(fields), request);
        };
    }

    private static ObjectNode notification(SignedRequest request, SnsTopic topic, Instant at) {
        return StrictJson.newObject()
                .put("Type", SnsMessage.NOTIFICATION)
                .put("MessageId", UUID.randomUUID().toString())
                .put("TopicArn", topic.arn())
                .put("Message", new String(request.body(), StandardCharsets.UTF_8))
                .put("Timestamp", TimestampFormat.ISO_8601.format(at))
                .put("SignatureVersion", "2")
                .put(
                        "SigningCertURL",
                        "https://%s/SimpleNotificationService-0.pem".formatted(topic.host()));
    }
}
