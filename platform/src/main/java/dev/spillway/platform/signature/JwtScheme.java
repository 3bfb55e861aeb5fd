package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Web Token in a header. The algorithm is the source's choice; the token's own word for it
 * is only compared, since a token that could choose would choose {@code none}, or take a public key
 * for a secret.
 *
 * @param header whose value is the token, behind {@code Bearer} where that is {@code Authorization}
 * @param claims what the token says of the request that it comes with
 */
record JwtScheme(JwtAlgorithm algorithm, String header, RequestClaims claims, JwtValidity.End end)
        implements SignatureScheme {

    private static final Template TOKEN = Template.parse("template", "{body}");

    /** More are left unread, so that one request cannot buy much work. */
    private static final int MOST_TOKENS = 4;

    /** Of a token that we sign, where it has to have one: what the vendors give theirs. */
    private static final long SECONDS_TO_END = 60;

    static JwtScheme of(Parameters parameters) {
        return new JwtScheme(
                parameters.choice("algorithm", JwtAlgorithm.class),
                parameters.headers("header").stream().findFirst().orElse(AuthorizationHeader.NAME),
                RequestClaims.of(parameters),
                parameters.choice("end", JwtValidity.End.OPTIONAL));
    }

    @Override
    public String name() {
        return "jwt-" + Parameters.id(algorithm);
    }

    /** Those of either kind of key: which one is read, the algorithm says. */
    @Override
    public Set<String> credentials() {
        Set<String> both = new HashSet<>(JwtAlgorithm.HS256.keys().credentials());
        both.addAll(JwtAlgorithm.RS256.keys().credentials());
        return both;
    }

    @Override
    public boolean timestamped() {
        return true;
    }

    @Override
    public boolean coversBody() {
        return claims.coverBody();
    }

    @Override
    public boolean symmetric() {
        return algorithm.keys().symmetric();
    }

    /** None: until it ends, a token authenticates whoever holds it. */
    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return algorithm.keys().check(credentials);
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Check check = algorithm.keys().checking(credentials, TOKEN);
        JwtValidity validity = new JwtValidity(tolerance, end);
        return (request, now) -> {
            List<String> tokens = tokens(request);
            return tokens.isEmpty()
                    ? Verdict.refused(isBlank(request) ? missing() : invalid())
                    : verdict(request, tokens, check, token -> validity.admits(token, now));
        };
    }

    private Verdict verdict(
            SignedRequest request,
            List<String> tokens,
            SigningKeys.Check check,
            Predicate<Jwt> timeliness) {
        boolean genuine = false;
        boolean timely = false;
        for (String text : tokens) {
            Optional<Jwt> token = Jwt.parse(text).filter(jwt -> isGenuine(jwt, request, check));
            genuine |= token.isPresent();
            timely |= token.filter(timeliness).isPresent();
        }
        if (timely) {
            return Verdict.VERIFIED;
        }
        return Verdict.refused(genuine ? Reason.TIMESTAMP_OUTSIDE_TOLERANCE : invalid());
    }

    private boolean isGenuine(Jwt token, SignedRequest request, SigningKeys.Check check) {
        return token.isOf(algorithm)
                && check.matches(token.message(), List.of(token.signature()))
                && claims.hold(token, request);
    }

    private List<String> tokens(SignedRequest request) {
        List<String> values =
                isAuthorization()
                        ? AuthorizationHeader.values(request, "Bearer")
                        : request.headers().values(header).stream().map(String::strip).toList();
        return values.stream().filter(value -> !value.isEmpty()).limit(MOST_TOKENS).toList();
    }

    private boolean isBlank(SignedRequest request) {
        return request.headers().values(header).stream().allMatch(String::isBlank);
    }

    private boolean isAuthorization() {
        return header.equalsIgnoreCase(AuthorizationHeader.NAME);
    }

    private Reason missing() {
        return coversBody() ? Reason.SIGNATURE_MISSING : Reason.CREDENTIALS_INVALID;
    }

    private Reason invalid() {
        return coversBody() ? Reason.SIGNATURE_INVALID : Reason.CREDENTIALS_INVALID;
    }

    @Override
    public Signer signer(Credentials credentials) {
        if (symmetric()) {
            InvalidCredential.throwIfAny(check(credentials));
        }
        SigningKeys.Sign sign = algorithm.keys().signing(credentials, TOKEN);
        return (request, at) -> {
            String unsigned = Jwt.unsigned(joseHeader(), payload(request, at));
            byte[] bytes = unsigned.getBytes(StandardCharsets.ISO_8859_1);
            SignedRequest signed = new SignedRequest("", "", RequestHeaders.none(), bytes);
            String token = unsigned + "." + unpadded(sign.of(new Message(signed, "", "")));
            String value = isAuthorization() ? "Bearer " + token : token;
            return Signature.inHeaders(Map.of(header, value), request);
        };
    }

    private static String unpadded(String base64) {
        int end = base64.indexOf('=');
        return end < 0 ? base64 : base64.substring(0, end);
    }

    private ObjectNode joseHeader() {
        return StrictJson.newObject().put("alg", algorithm.jwtName()).put("typ", "JWT");
    }

    private ObjectNode payload(SignedRequest request, Instant at) {
        ObjectNode payload = StrictJson.newObject();
        payload.put("iat", at.getEpochSecond()).put("jti", UUID.randomUUID().toString());
        if (end == JwtValidity.End.REQUIRED) {
            payload.put("exp", at.getEpochSecond() + SECONDS_TO_END);
        }
        claims.write(payload, request);
        return payload;
    }
}
