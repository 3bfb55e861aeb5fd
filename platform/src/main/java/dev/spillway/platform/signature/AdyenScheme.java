package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adyen: every item of the body holds an HMAC-SHA256 over eight of its fields, joined by colons.
 * One item without a genuine signature spoils the request, since all of them would be stored.
 *
 * @see <a
 *     href="https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures">Verify
 *     HMAC signatures</a>
 */
record AdyenScheme() implements SignatureScheme {

    private static final SigningKeys KEYS =
            new HmacKeys(HmacKeys.Algorithm.SHA256, Encoding.BASE64, SecretForm.HEX);

    /** What is signed is handed to the keys as a message's body. */
    private static final Template TEMPLATE = Template.parse("template", "{body}");

    private static final String SIGNATURE = "hmacSignature";

    @Override
    public String name() {
        return "adyen";
    }

    @Override
    public Set<String> credentials() {
        return KEYS.credentials();
    }

    @Override
    public boolean timestamped() {
        return false;
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
        return (request, _) -> {
            List<JsonNode> items = items(request);
            if (items.isEmpty() || items.stream().allMatch(item -> signature(item).isEmpty())) {
                return Verdict.refused(Reason.SIGNATURE_MISSING);
            }
            boolean genuine = true;
            for (JsonNode item : items) {
                genuine &= check.matches(message(item), List.of(signature(item)));
            }
            return genuine ? Verdict.VERIFIED : Verdict.refused(Reason.SIGNATURE_INVALID);
        };
    }

    private static List<JsonNode> items(SignedRequest request) {
        return StrictJson.object(request.body()).map(AdyenScheme::items).orElse(List.of());
    }

    private static List<JsonNode> items(ObjectNode body) {
        List<JsonNode> items = new ArrayList<>();
        body.path("notificationItems")
                .forEach(item -> items.add(item.path("NotificationRequestItem")));
        return items;
    }

    private static String signature(JsonNode item) {
        return StrictJson.text(item.path("additionalData"), SIGNATURE);
    }

    private static Message message(JsonNode item) {
        String signed =
                Stream.of(
                                StrictJson.text(item, "pspReference"),
                                StrictJson.text(item, "originalReference"),
                                StrictJson.text(item, "merchantAccountCode"),
                                StrictJson.text(item, "merchantReference"),
                                StrictJson.text(item.path("amount"), "value"),
                                StrictJson.text(item.path("amount"), "currency"),
                                StrictJson.text(item, "eventCode"),
                                StrictJson.text(item, "success"))
                        .collect(Collectors.joining(":"));
        byte[] bytes = signed.getBytes(StandardCharsets.UTF_8);
        return new Message(new SignedRequest("", "", RequestHeaders.none(), bytes), "", "");
    }

    /**
     * By what Adyen tells its notifications apart. It sends one item a request; of several, the
     * fingerprint is the identity.
     */
    @Override
    public Optional<String> messageId(SignedRequest request) {
        List<JsonNode> items = items(request);
        return items.size() == 1 ? key(items.getFirst()) : Optional.empty();
    }

    private static Optional<String> key(JsonNode item) {
        if (StrictJson.text(item, "pspReference").isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                Stream.of("pspReference", "eventCode", "success")
                        .map(name -> StrictJson.text(item, name))
                        .collect(Collectors.joining(":")));
    }

    @Override
    public boolean coversMessageId() {
        return true;
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Sign sign = KEYS.signing(credentials, TEMPLATE);
        return (request, _) -> {
            ObjectNode body = StrictJson.demandObject(request.body());
            for (JsonNode item : items(body)) {
                if (item instanceof ObjectNode object) {
                    object.withObjectProperty("additionalData")
                            .put(SIGNATURE, sign.of(message(item)));
                }
            }
            return Signature.inBody(StrictJson.bytes(body), request);
        };
    }
}
