package dev.spillway.platform.signature;

/** The signatures of JSON Web Tokens that Spillway checks (RFC 7518, 3.1; RFC 8037). */
enum JwtAlgorithm {
    HS256("HS256", secret(HmacKeys.Algorithm.SHA256)),
    HS384("HS384", secret(HmacKeys.Algorithm.SHA384)),
    HS512("HS512", secret(HmacKeys.Algorithm.SHA512)),
    RS256("RS256", keyPair(KeyPairAlgorithm.RSA_SHA256)),
    ES256("ES256", keyPair(KeyPairAlgorithm.ES256)),
    EDDSA("EdDSA", keyPair(KeyPairAlgorithm.ED25519));

    private final String name;
    private final SigningKeys keys;

    JwtAlgorithm(String name, SigningKeys keys) {
        this.name = name;
        this.keys = keys;
    }

    private static SigningKeys secret(HmacKeys.Algorithm algorithm) {
        return new HmacKeys(algorithm, Encoding.BASE64URL, SecretForm.TEXT);
    }

    private static SigningKeys keyPair(KeyPairAlgorithm algorithm) {
        return new KeyPairs(algorithm, Encoding.BASE64URL);
    }

    /** As a token's header names it. */
    String jwtName() {
        return name;
    }

    SigningKeys keys() {
        return keys;
    }
}
