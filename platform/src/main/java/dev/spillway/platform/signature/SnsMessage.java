package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Amazon SNS posts: a JSON object of texts, some of them signed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying
 *     the signatures of Amazon SNS messages</a>
 */
public final class SnsMessage {

    static final String NOTIFICATION = "Notification";
    static final String SUBSCRIPTION_CONFIRMATION = "SubscriptionConfirmation";

    private static final List<String> SIGNED_OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_OF_CONFIRMATION =
            List.of(
                    "Message",
                    "MessageId",
                    "SubscribeURL",
                    "Timestamp",
                    "Token",
                    "TopicArn",
                    "Type");

    /** A publisher writes these; he may write several lines. */
    private static final Set<String> FREE = Set.of("Message", "Subject");

    private final ObjectNode fields;

    private SnsMessage(ObjectNode fields) {
        this.fields = fields;
    }

    /** Empty for whatever is not one. Never throws. */
    public static Optional<SnsMessage> read(SignedRequest request) {
        return StrictJson.object(request.body()).map(SnsMessage::new).filter(SnsMessage::isWhole);
    }

    /**
     * Lines are what keeps fields apart when they are signed, so a line more in one of them could
     * move text from one field to the next.
     */
    private boolean isWhole() {
        for (String name : signed()) {
            JsonNode value = fields.get(name);
            boolean absent = value == null && name.equals("Subject");
            if (!absent && !isText(value, FREE.contains(name))) {
                return false;
            }
        }
        return !signed().isEmpty();
    }

    private static boolean isText(@Nullable JsonNode value, boolean lines) {
        return value != null && value.isString() && (lines || value.asString().indexOf('\n') < 0);
    }

    private List<String> signed() {
        return switch (text("Type")) {
            case NOTIFICATION -> SIGNED_OF_NOTIFICATION;
            case SUBSCRIPTION_CONFIRMATION, "UnsubscribeConfirmation" -> SIGNED_OF_CONFIRMATION;
            default -> List.of();
        };
    }

    /** Whether it asks for the confirmation of a subscription. */
    public boolean asksForConfirmation() {
        return text("Type").equals(SUBSCRIPTION_CONFIRMATION);
    }

    public String topicArn() {
        return text("TopicArn");
    }

    public String token() {
        return text("Token");
    }

    /** Not signed, and so anybody's word until the signature is verified with it. */
    public String certificateAddress() {
        return text("SigningCertURL");
    }

    String messageId() {
        return text("MessageId");
    }

    String timestamp() {
        return text("Timestamp");
    }

    String signature() {
        return text("Signature");
    }

    /** The JDK's name of the signature; empty for a version that does not exist yet. */
    Optional<String> algorithm() {
        return switch (text("SignatureVersion")) {
            case "1" -> Optional.of("SHA1withRSA");
            case "2" -> Optional.of("SHA256withRSA");
            default -> Optional.empty();
        };
    }

    /** The signed fields, each name and each value on lines of their own. */
    Message signedText() {
        StringBuilder text = new StringBuilder();
        for (String name : signed()) {
            if (fields.has(name)) {
                text.append(name).append('\n').append(text(name)).append('\n');
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Message(new SignedRequest("", "", RequestHeaders.none(), bytes), "", "");
    }

    private String text(String name) {
        return StrictJson.text(fields, name);
    }

    /** For signers: an object of these fields, which are in order. */
    static SnsMessage of(ObjectNode fields) {
        return new SnsMessage(fields);
    }
}
