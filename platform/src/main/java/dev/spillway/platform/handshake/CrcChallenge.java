package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.QueryParameters;
import dev.spillway.platform.signature.SignedRequest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * X's challenge-response check: a GET whose {@code crc_token} is wanted back under the same HMAC
 * that signs its webhooks. It proves nothing of who asks, so only what cannot be a webhook is
 * signed.
 */
record CrcChallenge() implements Handshake {

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public Proof proof() {
        return Proof.SIGNATURE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return QueryParameters.first(request, "crc_token")
                .flatMap(Challenge::token)
                .flatMap(token -> credentials.find("secret").map(secret -> reply(token, secret)));
    }

    private static HandshakeReply reply(String token, String secret) {
        String signature = Base64.getEncoder().encodeToString(Challenge.signed(token, secret));
        return HandshakeReply.json(Map.of("response_token", "sha256=" + signature));
    }
}
