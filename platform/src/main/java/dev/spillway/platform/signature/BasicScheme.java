package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * User name and password in the {@code Authorization} header (RFC 7617, UTF-8). Proves the sender,
 * not the body.
 */
record BasicScheme() implements SignatureScheme {

    private static final String USERNAME = "username";
    private static final RotatingCredential PASSWORD = new RotatingCredential("password");

    @Override
    public String name() {
        return "basic";
    }

    @Override
    public Set<String> credentials() {
        return Set.of(USERNAME, PASSWORD.name(), PASSWORD.previous());
    }

    @Override
    public boolean timestamped() {
        return false;
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        List<InvalidCredential> found = new ArrayList<>();
        if (credentials.find(USERNAME).isEmpty()) {
            found.add(new InvalidCredential(USERNAME, "is required"));
        } else if (credentials.find(USERNAME).get().indexOf(':') >= 0) {
            found.add(
                    new InvalidCredential(
                            USERNAME,
                            "cannot hold a colon: basic authentication ends the name there"));
        }
        found.addAll(PASSWORD.check(credentials, _ -> Optional.empty()));
        return found;
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SecretComparison accepted =
                SecretComparison.of(encoded(credentials), Encoding.BASE64::comparable);
        return (request, _) ->
                accepted.matchesAny(AuthorizationHeader.values(request, "Basic"))
                        ? Verdict.VERIFIED
                        : Verdict.refused(Reason.CREDENTIALS_INVALID);
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        Map<String, String> header =
                Map.of(AuthorizationHeader.NAME, "Basic " + encoded(credentials).getFirst());
        return (request, _) -> Signature.inHeaders(header, request);
    }

    private static List<String> encoded(Credentials credentials) {
        String username = credentials.find(USERNAME).orElseThrow();
        return PASSWORD.values(credentials).stream()
                .map(password -> (username + ":" + password).getBytes(StandardCharsets.UTF_8))
                .map(Base64.getEncoder()::encodeToString)
                .toList();
    }
}
