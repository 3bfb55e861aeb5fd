package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.SignatureScheme;
import java.util.Set;

/** The kinds of handshake by the names that presets' entries use. */
public final class Handshakes {

    private Handshakes() {}

    /**
     * The handshake of that name.
     *
     * @param scheme how the preset's webhooks are signed
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Handshake named(String name, SignatureScheme scheme) {
        return switch (name) {
            case "asana" -> new AsanaSecret();
            case "mailchimp" -> new Probe(Set.of("GET"), scheme);
            case "mandrill" -> new MandrillProbe(scheme);
            case "meta" -> new MetaChallenge();
            case "microsoft" -> new MicrosoftValidation();
            case "slack" -> new SlackChallenge();
            case "sns" -> new SnsSubscription();
            case "sparkpost" -> new SparkPostPing();
            case "woocommerce" -> new WooCommercePing();
            case "x" -> new CrcChallenge();
            case "zoom" -> new ZoomChallenge();
            default ->
                    throw new IllegalArgumentException(
                            "handshake: " + name + " is not one that Spillway knows");
        };
    }
}
