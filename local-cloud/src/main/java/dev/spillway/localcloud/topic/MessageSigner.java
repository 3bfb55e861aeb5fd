package dev.spillway.localcloud.topic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs what HTTP subscribers get, with a certificate of its own that it serves: SNS Developer
 * Guide, "Verifying the signatures of Amazon SNS messages". Made when first needed, anew in each
 * run. Thread-safe.
 */
final class MessageSigner {

    private static final List<String> OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_CONFIRMATION =
            List.of(
                    "Message",
                    "MessageId",
                    "SubscribeURL",
                    "Timestamp",
                    "Token",
                    "TopicArn",
                    "Type");

    private final String endpoint;

    /** Another run has another key, so that nobody keeps the wrong certificate under this name. */
    private final String path =
            "/SimpleNotificationService-%s.pem"
                    .formatted(UUID.randomUUID().toString().replace("-", ""));

    MessageSigner(String endpoint) {
        this.endpoint = endpoint;
    }

    /** The certificate, if this is its path. */
    Optional<String> certificate(String requested) {
        return requested.equals(path) ? Optional.of(Made.CERTIFICATE.pem()) : Optional.empty();
    }

    void sign(ObjectNode message, String version) {
        message.put("SignatureVersion", version);
        message.put("SigningCertURL", endpoint + path);
        message.put("Signature", signature(text(message), version));
    }

    private static String text(ObjectNode message) {
        boolean isNotification = message.path("Type").stringValue("").equals("Notification");
        StringBuilder text = new StringBuilder();
        for (String name : isNotification ? OF_NOTIFICATION : OF_CONFIRMATION) {
            if (message.has(name)) {
                text.append(name)
                        .append('\n')
                        .append(message.get(name).stringValue(""))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String signature(String text, String version) {
        try {
            Signature signature =
                    Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(Made.CERTIFICATE.key());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK lacks RSA", impossible);
        }
    }

    /** A key takes its time, and most systems have no HTTP subscriber. */
    private static final class Made {
        private static final SelfSignedCertificate CERTIFICATE =
                SelfSignedCertificate.of("sns.amazonaws.com");
    }
}
