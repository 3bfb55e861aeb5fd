package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.QueryParameters;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Meta's: a GET that knows the verify token and wants its {@code hub.challenge} back. The same for
 * WhatsApp, Instagram and Messenger.
 */
record MetaChallenge() implements Handshake {

    private static final String VERIFY_TOKEN = "verifyToken";
    private static final int LONGEST = 256;

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public Proof proof() {
        return Proof.SIGNATURE;
    }

    @Override
    public Set<String> credentials() {
        return Set.of(VERIFY_TOKEN);
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        if (!request.method().equals("GET")
                || !QueryParameters.first(request, "hub.mode").equals(Optional.of("subscribe"))) {
            return Optional.empty();
        }
        if (!knowsToken(request, credentials)) {
            return Optional.of(HandshakeReply.denied(Reason.CREDENTIALS_INVALID));
        }
        return QueryParameters.first(request, "hub.challenge")
                .flatMap(challenge -> Challenge.printable(challenge, LONGEST))
                .map(HandshakeReply::text);
    }

    private static boolean knowsToken(SignedRequest request, Credentials credentials) {
        String given = QueryParameters.first(request, "hub.verify_token").orElse("");
        return credentials
                .find(VERIFY_TOKEN)
                .filter(expected -> Challenge.isSame(expected, given))
                .isPresent();
    }
}
