package dev.spillway.platform.signature;

/** The signatures of JSON Web Tokens that Spillway checks (RFC 7518, 3.1; RFC 8037). */
enum JwtAlgorithm {
    HS256("HS256"),
    HS384("HS384"),
    HS512("HS512"),
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String name;

    JwtAlgorithm(String name) {
        this.name = name;
    }

    /** As a token's header names it. */
    String jwtName() {
        return name;
    }

    SigningKeys keys() {
        return switch (this) {
            case HS256 -> secret(HmacKeys.Algorithm.SHA256);
            case HS384 -> secret(HmacKeys.Algorithm.SHA384);
            case HS512 -> secret(HmacKeys.Algorithm.SHA512);
            case RS256 -> keyPair(KeyPairAlgorithm.RSA_SHA256);
            case ES256 -> keyPair(KeyPairAlgorithm.ES256);
            case EDDSA -> keyPair(KeyPairAlgorithm.ED25519);
        };
    }

    private static SigningKeys secret(HmacKeys.Algorithm algorithm) {
        return new HmacKeys(algorithm, Encoding.BASE64URL, SecretForm.TEXT);
    }

    private static SigningKeys keyPair(KeyPairAlgorithm algorithm) {
        return new KeyPairs(algorithm, Encoding.BASE64URL);
    }
}
