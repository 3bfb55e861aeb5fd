package dev.spillway.platform.signature;

import java.util.Optional;

/** How key pairs sign. */
enum KeyPairAlgorithm {
    /** The signature in DER, as OpenSSL writes it. */
    ECDSA_P256("ecdsa-p256-sha256", "EC", "SHA256withECDSA", P256.EXPECTED) {
        @Override
        PublicKeyCheck check(String publicKey) {
            return P256.check(publicKey, P256.Form.DER);
        }
    },
    /** The signature as two numbers of 32 bytes, as JWTs have it (RFC 7518, 3.4). */
    ES256("es256", "EC", "SHA256withECDSAinP1363Format", P256.EXPECTED) {
        @Override
        PublicKeyCheck check(String publicKey) {
            return P256.check(publicKey, P256.Form.CONCATENATED);
        }
    },
    ED25519("ed25519", "Ed25519", "Ed25519", Ed25519.EXPECTED) {
        @Override
        PublicKeyCheck check(String publicKey) {
            return Ed25519.check(publicKey);
        }
    },
    /** SHA-1 no longer keeps two documents apart; a vendor's older servers know nothing else. */
    RSA_SHA1("rsa-sha1", "RSA", "SHA1withRSA", Rsa.EXPECTED) {
        @Override
        PublicKeyCheck check(String publicKey) {
            return Rsa.check(Rsa.publicKey(publicKey), jca());
        }
    },
    RSA_SHA256("rsa-sha256", "RSA", "SHA256withRSA", Rsa.EXPECTED) {
        @Override
        PublicKeyCheck check(String publicKey) {
            return Rsa.check(Rsa.publicKey(publicKey), jca());
        }
    };

    private final String id;
    private final String family;
    private final String jca;
    private final String expected;

    KeyPairAlgorithm(String id, String family, String jca, String expected) {
        this.id = id;
        this.family = family;
        this.jca = jca;
        this.expected = expected;
    }

    String id() {
        return id;
    }

    /** The JDK's name of the keys. */
    String family() {
        return family;
    }

    /** The JDK's name of the signature. */
    String jca() {
        return jca;
    }

    /**
     * @throws IllegalArgumentException when the text is no key of this kind
     */
    abstract PublicKeyCheck check(String publicKey);

    Optional<String> faultIn(String publicKey) {
        try {
            PublicKeyCheck _ = check(publicKey);
            return Optional.empty();
        } catch (IllegalArgumentException notOfThisKind) {
            return Optional.of(
                    "is not "
                            + expected
                            + ": copy the verification key whole, as the vendor shows it");
        }
    }
}
