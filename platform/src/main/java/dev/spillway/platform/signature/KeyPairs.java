package dev.spillway.platform.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A key pair of which the vendor alone holds the private half. */
record KeyPairs(KeyPairAlgorithm algorithm, Encoding encoding) implements SigningKeys {

    private static final RotatingCredential PUBLIC_KEY = new RotatingCredential("publicKey");

    static KeyPairs inBase64(KeyPairAlgorithm algorithm) {
        return new KeyPairs(algorithm, Encoding.BASE64);
    }

    @Override
    public String name() {
        return algorithm.id();
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
        return PUBLIC_KEY.check(credentials, algorithm::faultIn);
    }

    @Override
    public Check checking(Credentials credentials, Template template) {
        List<PublicKeyCheck> keys =
                PUBLIC_KEY.values(credentials).stream().map(algorithm::check).toList();
        return (message, signatures) -> {
            boolean matches = false;
            for (String signature : signatures) {
                byte[] bytes = encoding.decode(signature).orElse(null);
                for (PublicKeyCheck key : keys) {
                    matches |= bytes != null && key.matches(message, template, bytes);
                }
            }
            return matches;
        };
    }

    @Override
    public Sign signing(Credentials credentials, Template template) {
        PrivateKey key = privateKey(credentials);
        return message -> {
            try {
                java.security.Signature signing =
                        java.security.Signature.getInstance(algorithm.jca());
                signing.initSign(key);
                template.feed(message, into(signing));
                return encoding.encode(signing.sign());
            } catch (GeneralSecurityException unusable) {
                throw new IllegalStateException(
                        "The private key does not sign " + algorithm.id(), unusable);
            }
        };
    }

    private PrivateKey privateKey(Credentials credentials) {
        String text =
                credentials
                        .find(Credentials.PRIVATE_KEY)
                        .orElseThrow(() ->
                                new IllegalArgumentException("privateKey is required to sign"));
        try {
            return KeyFactory.getInstance(algorithm.family())
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Without its cause, whose message may hold parts of the key.
            throw new IllegalArgumentException(
                    "privateKey is not a key of %s in base64 PKCS #8".formatted(algorithm.id()));
        }
    }

    static Consumer<byte[]> into(java.security.Signature signature) {
        return bytes -> {
            try {
                signature.update(bytes);
            } catch (SignatureException impossible) {
                throw new IllegalStateException("The signature was initialised", impossible);
            }
        };
    }
}
