package dev.spillway.platform.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages of Amazon SNS, signed as its developer guide says, under a key of the test's own. */
final class SnsMessages {

    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:ses-events";
    static final String CERTIFICATE =
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem";

    private static final KeyPair AMAZON = SampleCredentials.generated("RSA");

    private SnsMessages() {}

    static PublicKey publicKey() {
        return AMAZON.getPublic();
    }

    /** In base64 PKCS #8. */
    static String privateKey() {
        return Base64.getEncoder().encodeToString(AMAZON.getPrivate().getEncoded());
    }

    static Map<String, String> notification() {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("Type", "Notification");
        message.put("MessageId", "da41e39f-ea4d-435a-b922-c6aae3915ebe");
        message.put("TopicArn", TOPIC);
        message.put("Message", "{\"eventType\":\"Delivery\",\"née\":\"é\"}");
        message.put("Timestamp", "2026-11-21T09:59:59.123Z");
        message.put("SignatureVersion", "2");
        message.put("SigningCertURL", CERTIFICATE);
        return message;
    }

    static Map<String, String> confirmation() {
        Map<String, String> message = notification();
        message.put("Type", "SubscriptionConfirmation");
        message.put("Token", "2336412f37&x");
        message.put("SubscribeURL", "https://evil.example/?confirm");
        return message;
    }

    /** As Amazon's page says: names in order, each name and value on a line of its own. */
    static Map<String, String> signed(Map<String, String> message) {
        List<String> names =
                message.get("Type").equals("Notification")
                        ? List.of(
                                "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                        : List.of(
                                "Message",
                                "MessageId",
                                "SubscribeURL",
                                "Timestamp",
                                "Token",
                                "TopicArn",
                                "Type");
        StringBuilder text = new StringBuilder();
        names.stream()
                .filter(message::containsKey)
                .forEach(name ->
                        text.append(name).append('\n').append(message.get(name)).append('\n'));
        String algorithm =
                message.get("SignatureVersion").equals("1") ? "SHA1withRSA" : "SHA256withRSA";
        message.put("Signature", signature(algorithm, text.toString()));
        return message;
    }

    private static String signature(String algorithm, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(AMAZON.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
