package dev.spillway.platform.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * ECDSA over P-256 with SHA-256, the signature as base64 of its DER form; the vendor alone holds
 * the private key.
 */
record EcdsaKeys() implements SigningKeys {

    private static final RotatingCredential PUBLIC_KEY = new RotatingCredential("publicKey");
    private static final String ALGORITHM = "SHA256withECDSA";

    @Override
    public String name() {
        return "ecdsa-p256-sha256";
    }

    @Override
    public Set<String> credentials() {
        return PUBLIC_KEY.names();
    }

    @Override
    public boolean symmetric() {
        return false;
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return PUBLIC_KEY.check(credentials, P256::faultIn);
    }

    @Override
    public Check checking(Credentials credentials, Template template) {
        List<ECPublicKey> keys =
                PUBLIC_KEY.values(credentials).stream().map(P256::publicKey).toList();
        return (message, signatures) -> {
            boolean matches = false;
            for (ECPublicKey key : keys) {
                for (String signature : signatures) {
                    matches |= matches(key, message, template, signature);
                }
            }
            return matches;
        };
    }

    private static boolean matches(
            ECPublicKey key, Message message, Template template, String signature) {
        try {
            java.security.Signature check = java.security.Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            template.feed(message, into(check));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            return false;
        }
    }

    @Override
    public Sign signing(Credentials credentials, Template template) {
        PrivateKey key = privateKey(credentials);
        return message -> {
            try {
                java.security.Signature signing = java.security.Signature.getInstance(ALGORITHM);
                signing.initSign(key);
                template.feed(message, into(signing));
                return Base64.getEncoder().encodeToString(signing.sign());
            } catch (GeneralSecurityException unusable) {
                throw new IllegalStateException(
                        "The private key does not sign " + ALGORITHM, unusable);
            }
        };
    }

    private static PrivateKey privateKey(Credentials credentials) {
        String text =
                credentials
                        .find(Credentials.PRIVATE_KEY)
                        .orElseThrow(() ->
                                new IllegalArgumentException("privateKey is required to sign"));
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Without its cause, whose message may hold parts of the key.
            throw new IllegalArgumentException("privateKey is not an EC key in base64 PKCS #8");
        }
    }

    private static Consumer<byte[]> into(java.security.Signature signature) {
        return bytes -> {
            try {
                signature.update(bytes);
            } catch (SignatureException impossible) {
                throw new IllegalStateException("The signature was initialised", impossible);
            }
        };
    }
}
