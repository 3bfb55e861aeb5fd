package dev.spillway.load.stand;

import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Whose webhooks are sent. */
public enum Vendor {
    /** Signs with a shared secret, which costs a generator next to nothing. */
    STRIPE {
        @Override
        Account open() {
            String secret = "whsec_" + UUID.randomUUID().toString().replace("-", "");
            Map<String, String> credentials = Map.of("secret", secret);
            return new Account(credentials, signer(credentials));
        }
    },

    /** Sends arrays of events. Signs with a key pair. */
    SENDGRID {
        @Override
        Account open() {
            KeyPair pair = keyPair();
            String publicKey = base64(pair.getPublic().getEncoded());
            String privateKey = base64(pair.getPrivate().getEncoded());
            return new Account(
                    Map.of("publicKey", publicKey),
                    signer(Map.of("publicKey", publicKey, Credentials.PRIVATE_KEY, privateKey)));
        }
    };

    /**
     * What one source is made with.
     *
     * @param credentials for Spillway
     */
    record Account(Map<String, String> credentials, Signer signer) {}

    /** With credentials of its own. */
    abstract Account open();

    /** Id of its preset. */
    public String provider() {
        return switch (this) {
            case STRIPE -> "stripe";
            case SENDGRID -> "sendgrid";
        };
    }

    Signer signer(Map<String, String> credentials) {
        return PresetCatalogue.standard()
                .find(provider())
                .orElseThrow()
                .signer(Credentials.of(credentials), Map.of());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is missing from this JDK", e);
        }
    }
}
