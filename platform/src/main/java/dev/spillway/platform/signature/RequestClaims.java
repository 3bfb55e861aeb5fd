package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * The claims that tie a JSON Web Token to the one request that it comes with, so that it is of no
 * use with another. Hashes are SHA-256 in hexadecimal.
 *
 * @param issuer what {@code iss} has to be; empty where that does not matter
 * @param urlHash the claim that holds the URL's; empty where none does
 * @param payloadHash the claim that holds the body's; empty where none does, and then the token
 *     proves the sender only
 */
record RequestClaims(String issuer, String urlHash, String payloadHash, EmptyBody emptyBody) {

    /** What a vendor does with {@code payloadHash} where there is no payload. */
    enum EmptyBody {
        HASHED,
        UNHASHED
    }

    static RequestClaims of(Parameters parameters) {
        return new RequestClaims(
                parameters.text("issuer"),
                parameters.text("urlHashClaim"),
                parameters.text("payloadHashClaim"),
                parameters.choice("emptyBody", EmptyBody.HASHED));
    }

    boolean coverBody() {
        return !payloadHash.isEmpty();
    }

    boolean hold(Jwt token, SignedRequest request) {
        return (issuer.isEmpty() || token.text("iss").equals(issuer))
                && (urlHash.isEmpty() || matches(token, urlHash, hashOfUrl(request)))
                && (payloadHash.isEmpty() || matches(token, payloadHash, hashOfBody(request)));
    }

    private static boolean matches(Jwt token, String claim, String hash) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.ISO_8859_1),
                token.text(claim).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As the vendor writes them. */
    void write(ObjectNode payload, SignedRequest request) {
        put(payload, "iss", issuer);
        if (!urlHash.isEmpty()) {
            payload.put(urlHash, hashOfUrl(request));
        }
        if (!payloadHash.isEmpty()) {
            put(payload, payloadHash, hashOfBody(request));
        }
    }

    private static void put(ObjectNode payload, String claim, String value) {
        if (!value.isEmpty()) {
            payload.put(claim, value);
        }
    }

    private static String hashOfUrl(SignedRequest request) {
        return hash(request.url().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for the hash that is left out, with which nothing but no claim matches. */
    private String hashOfBody(SignedRequest request) {
        boolean left = request.body().length == 0 && emptyBody == EmptyBody.UNHASHED;
        return left ? "" : hash(request.body());
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }
}
