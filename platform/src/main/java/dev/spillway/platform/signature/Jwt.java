package dev.spillway.platform.signature;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Web Token in its compact form (RFC 7515, 7.1), taken apart.
 *
 * @param signed the text that the signature is over
 * @param signature in base64url
 */
record Jwt(ObjectNode header, ObjectNode claims, String signed, String signature) {

    /** Vendors' tokens have a few hundred characters. */
    private static final int LONGEST = 8192;

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** The last second that every JSON implementation can count exactly, and Instant holds. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    /** Empty for whatever is not one. Never throws. */
    static Optional<Jwt> parse(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        if (token.length() > LONGEST || first <= 0 || token.indexOf('.', first + 1) != last) {
            return Optional.empty();
        }
        if (first == last) {
            return Optional.empty();
        }
        Optional<ObjectNode> header = object(token.substring(0, first));
        Optional<ObjectNode> claims = object(token.substring(first + 1, last));
        return header.flatMap(head ->
                claims.map(body ->
                        new Jwt(head, body, token.substring(0, last), token.substring(last + 1))));
    }

    private static Optional<ObjectNode> object(String part) {
        try {
            return StrictJson.object(DECODER.decode(part));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The text to be signed. */
    static String unsigned(ObjectNode header, ObjectNode claims) {
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(JsonNode part) {
        return ENCODER.encodeToString(StrictJson.bytes(part));
    }

    /**
     * Whether the token claims to be signed so, and asks for nothing that we do not know ({@code
     * crit}; RFC 7515, 4.1.11).
     */
    boolean isOf(JwtAlgorithm algorithm) {
        return header.path("alg").isString()
                && header.path("alg").asString().equals(algorithm.jwtName())
                && !header.has("crit");
    }

    /** For a check that signs the body of a message. */
    Message message() {
        byte[] bytes = signed.getBytes(StandardCharsets.ISO_8859_1);
        return new Message(new SignedRequest("", "", RequestHeaders.none(), bytes), "", "");
    }

    /** A NumericDate (RFC 7519, 2), whole seconds; empty when there is none that makes sense. */
    Optional<Instant> time(String claim) {
        JsonNode value = claims.path(claim);
        if (!value.isNumber()) {
            return Optional.empty();
        }
        BigDecimal seconds = value.decimalValue();
        boolean sensible = seconds.signum() >= 0 && seconds.compareTo(LATEST) <= 0;
        return sensible
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    boolean has(String claim) {
        return claims.has(claim);
    }

    String text(String claim) {
        JsonNode value = claims.path(claim);
        return value.isString() ? value.asString() : "";
    }
}
