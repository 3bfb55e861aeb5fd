package dev.spillway.platform.signature;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nothing to check: the ingest URL is all that protects the source. */
record NoScheme() implements SignatureScheme {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Set<String> credentials() {
        return Set.of();
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
        return List.of();
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        return (_, _) -> Verdict.UNCHECKED;
    }

    @Override
    public Signer signer(Credentials credentials) {
        return (request, _) -> Signature.inHeaders(Map.of(), request);
    }
}
