package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A token in the query of the URL, for vendors that can be given nothing but a URL. Proves the
 * sender as far as URLs stay secret, not the body.
 *
 * @param parameter its name in the query
 * @param orBearer whether the {@code Authorization} header may hold it instead
 */
record UrlTokenScheme(String parameter, boolean orBearer) implements SignatureScheme {

    private static final RotatingCredential TOKEN = new RotatingCredential("token");

    static UrlTokenScheme of(Parameters parameters) {
        return new UrlTokenScheme(
                parameters.require("parameter"),
                parameters.choice("place", Place.URL) == Place.URL_OR_BEARER);
    }

    private enum Place {
        URL,
        URL_OR_BEARER
    }

    @Override
    public String name() {
        return "url-token";
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
        return TOKEN.check(credentials, UrlTokenScheme::faultIn);
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
                accepted.matchesAny(presented(request))
                        ? Verdict.VERIFIED
                        : Verdict.refused(Reason.CREDENTIALS_INVALID);
    }

    private List<String> presented(SignedRequest request) {
        List<String> presented = new ArrayList<>(QueryParameters.values(request, parameter));
        if (orBearer) {
            presented.addAll(AuthorizationHeader.values(request, "Bearer"));
        }
        return presented;
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        String token =
                URLEncoder.encode(TOKEN.values(credentials).getFirst(), StandardCharsets.UTF_8);
        return (request, _) -> {
            String separator = request.url().indexOf('?') < 0 ? "?" : "&";
            return Signature.inUrl(request.url() + separator + parameter + "=" + token, request);
        };
    }
}
