package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A token in the {@code Authorization} header (RFC 6750). Proves the sender, not the body. */
record BearerScheme() implements SignatureScheme {

    private static final RotatingCredential TOKEN = new RotatingCredential("token");

    @Override
    public String name() {
        return "bearer";
    }

    @Override
    public Set<String> credentials() {
        return TOKEN.names();
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
        return TOKEN.check(credentials, BearerScheme::faultIn);
    }

    private static Optional<String> faultIn(String token) {
        return token.chars().allMatch(c -> c > ' ' && c < 127)
                ? Optional.empty()
                : Optional.of("holds a space or a character that no header can carry");
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SecretComparison accepted =
                SecretComparison.of(
                        TOKEN.values(credentials), token -> token.getBytes(StandardCharsets.UTF_8));
        return (request, _) ->
                accepted.matchesAny(AuthorizationHeader.values(request, "Bearer"))
                        ? Verdict.VERIFIED
                        : Verdict.refused(Reason.CREDENTIALS_INVALID);
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        Map<String, String> header =
                Map.of(AuthorizationHeader.NAME, "Bearer " + TOKEN.values(credentials).getFirst());
        return (request, _) -> Signature.inHeaders(header, request);
    }
}
