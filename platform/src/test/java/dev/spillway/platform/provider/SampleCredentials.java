package dev.spillway.platform.provider;

import dev.spillway.platform.signature.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials that a preset takes, made up, and what its vendor would hold to sign with. Immutable.
 */
public record SampleCredentials(Map<String, String> received, Map<String, String> held) {

    private static final Map<String, KeyPair> KEY_PAIRS = new ConcurrentHashMap<>();
    private static final Set<String> ROTATING = Set.of("secret", "publicKey", "password", "token");

    /**
     * @param seed another one gives other values
     */
    public static SampleCredentials of(Preset preset, String seed) {
        Map<String, String> received = new HashMap<>();
        Map<String, String> held = new HashMap<>();
        for (CredentialField field : preset.credentials()) {
            if (!field.name().startsWith("previous")) {
                fill(preset, field.name(), seed, received, held);
            }
        }
        held.putAll(received);
        return new SampleCredentials(Map.copyOf(received), Map.copyOf(held));
    }

    /** Those required; where a preset takes one or the other, the first. */
    static List<CredentialField> fieldsNeeded(Preset preset) {
        List<CredentialField> required =
                preset.credentials().stream().filter(CredentialField::required).toList();
        return required.isEmpty() ? preset.credentials().stream().limit(1).toList() : required;
    }

    private static void fill(
            Preset preset,
            String name,
            String seed,
            Map<String, String> received,
            Map<String, String> held) {
        switch (name) {
            case "secret" -> received.put(name, secretFor(preset, seed));
            case "topicArns" -> {
                received.put(name, "arn:aws:sns:eu-west-1:123456789012:ses-" + seed);
                held.put(
                        Credentials.PRIVATE_KEY,
                        base64(keyPairFor(preset, seed).getPrivate().getEncoded()));
            }
            case "username" -> received.put(name, "vendor");
            case "publicKey" -> {
                KeyPair pair = keyPairFor(preset, seed);
                received.put(name, base64(pair.getPublic().getEncoded()));
                held.put(Credentials.PRIVATE_KEY, base64(pair.getPrivate().getEncoded()));
            }
            default -> received.put(name, name + "-of-" + seed);
        }
    }

    private static String secretFor(Preset preset, String seed) {
        return preset.scheme().name().equals("adyen")
                ? HexFormat.of().formatHex(secret(seed).getBytes(StandardCharsets.UTF_8))
                : secret(seed);
    }

    /** Good for every scheme of secrets that are text or base64. */
    public static String secret(String seed) {
        return "whsec_"
                + base64(
                        (seed + "-with-enough-bytes-to-be-a-key").getBytes(StandardCharsets.UTF_8));
    }

    /** The same for the same seed, since making one takes its time. */
    private static KeyPair keyPairFor(Preset preset, String seed) {
        return KEY_PAIRS.computeIfAbsent(
                preset.scheme().name() + "/" + seed, _ -> newKeyPairFor(preset));
    }

    private static KeyPair newKeyPairFor(Preset preset) {
        return switch (preset.scheme().name()) {
            case "ed25519", "standard-webhooks" -> generated("Ed25519");
            case "rsa", "sns" -> generated("RSA");
            default -> keyPair("secp256r1");
        };
    }

    static KeyPair generated(String family) {
        try {
            return KeyPairGenerator.getInstance(family).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static KeyPair keyPair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public Credentials credentials() {
        return Credentials.of(received);
    }

    /** What the vendor signs with. */
    public Credentials signing() {
        return Credentials.of(held);
    }

    /** These, while {@code earlier} still counts. */
    public Credentials rotatedFrom(SampleCredentials earlier) {
        Map<String, String> both = new HashMap<>(received);
        earlier.received.forEach((name, value) -> {
            if (ROTATING.contains(name)) {
                both.put(
                        "previous" + Character.toUpperCase(name.charAt(0)) + name.substring(1),
                        value);
            }
        });
        return Credentials.of(both);
    }
}
