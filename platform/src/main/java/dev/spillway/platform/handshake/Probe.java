package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignatureScheme;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Tolerance;
import dev.spillway.platform.signature.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A look at whether anybody is there, answered by an empty 200.
 *
 * @param methods what it is made with
 * @param scheme what it has to satisfy, for vendors whose probes hold the secret of the URL
 */
record Probe(Set<String> methods, SignatureScheme scheme) implements Handshake {

    @Override
    public Proof proof() {
        return Proof.SIGNATURE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        if (!methods.contains(request.method())) {
            return Optional.empty();
        }
        return Optional.of(reply(request, credentials));
    }

    private HandshakeReply reply(SignedRequest request, Credentials credentials) {
        // A source that is switched off may be without credentials: then nothing is to be checked.
        if (!scheme.check(credentials).isEmpty()) {
            return HandshakeReply.empty();
        }
        return switch (scheme.verify(request, credentials, Instant.EPOCH, Tolerance.unlimited())) {
            case Verdict.Verified _, Verdict.Unchecked _ -> HandshakeReply.empty();
            case Verdict.Refused(Verdict.Reason reason) -> HandshakeReply.denied(reason);
            case Verdict.Undecided _ -> HandshakeReply.denied(Verdict.Reason.SIGNATURE_INVALID);
        };
    }
}
