package dev.spillway.launcher.demo;

import dev.spillway.launcher.home.Secrets;
import dev.spillway.platform.signature.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The vendors of the demo, with keys made for it. */
final class DemoVendors {

    private DemoVendors() {}

    /**
     * One vendor.
     *
     * @param credentials what its source is created with
     * @param signing what its webhooks are signed with
     */
    record Vendor(
            String name,
            String provider,
            Map<String, String> credentials,
            Map<String, String> signing) {}

    static List<Vendor> create() {
        return List.of(
                sendGrid(),
                symmetric("Stripe", "stripe", "whsec_" + Secrets.random(24)),
                symmetric(
                        "Resend",
                        "resend",
                        "whsec_"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                Secrets.random(18)
                                                        .getBytes(StandardCharsets.US_ASCII))),
                symmetric("Shopify", "shopify", Secrets.random(24)));
    }

    private static Vendor symmetric(String name, String provider, String secret) {
        Map<String, String> credentials = Map.of("secret", secret);
        return new Vendor(name, provider, credentials, credentials);
    }

    /** SendGrid signs with a private key of its own and shows the public one. */
    private static Vendor sendGrid() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Map<String, String> credentials =
                    Map.of(
                            "publicKey",
                            Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            Map<String, String> signing = new LinkedHashMap<>(credentials);
            signing.put(
                    Credentials.PRIVATE_KEY,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            return new Vendor("SendGrid", "sendgrid", credentials, signing);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is missing from this JDK", e);
        }
    }
}
