package dev.spillway.e2e;

import com.standardwebhooks.Webhook;
import com.stripe.net.Webhook.Util;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Requests signed by the vendors' own SDKs or, where an SDK only verifies, as its verifier demands.
 */
final class VendorWebhooks {

    static final String STRIPE_SECRET = "whsec_journey";
    static final String STANDARD_SECRET =
            "whsec_"
                    + Base64.getEncoder()
                            .encodeToString(
                                    "a secret of the journey!".getBytes(StandardCharsets.US_ASCII));
    private static final KeyPair SENDGRID_KEYS = keys();

    private VendorWebhooks() {}

    /** What goes over the wire. */
    record Request(Map<String, String> headers, byte[] body) {}

    static String sendGridPublicKey() {
        return Base64.getEncoder().encodeToString(SENDGRID_KEYS.getPublic().getEncoded());
    }

    static Request stripe(String body) throws GeneralSecurityException {
        return stripe(body, Instant.now());
    }

    /** Signed at another time. */
    static Request stripe(String body, Instant at) throws GeneralSecurityException {
        long timestamp = at.getEpochSecond();
        String signature = Util.computeHmacSha256(STRIPE_SECRET, timestamp + "." + body);
        return new Request(
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Stripe-Signature",
                        "t=" + timestamp + ",v1=" + signature),
                bytes(body));
    }

    static Request standard(String id, String body) throws Exception {
        long timestamp = Instant.now().getEpochSecond();
        String signature = new Webhook(STANDARD_SECRET).sign(id, timestamp, body);
        return new Request(
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        String.valueOf(timestamp),
                        "webhook-signature",
                        signature),
                bytes(body));
    }

    static Request sendGrid(String body) throws GeneralSecurityException {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(SENDGRID_KEYS.getPrivate());
        signature.update(bytes(timestamp + body));
        return new Request(
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Twilio-Email-Event-Webhook-Signature",
                        Base64.getEncoder().encodeToString(signature.sign()),
                        "X-Twilio-Email-Event-Webhook-Timestamp",
                        timestamp),
                bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
