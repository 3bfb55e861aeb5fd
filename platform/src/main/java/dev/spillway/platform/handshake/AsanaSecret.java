package dev.spillway.platform.handshake;

import dev.spillway.platform.handshake.HandshakeEffect.LearnSecret;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import java.util.Optional;

/**
 * Asana's, when a webhook is created: it brings the secret in {@code X-Hook-Secret} and wants it
 * back. From then on it signs with it.
 */
record AsanaSecret() implements Handshake {

    private static final String HEADER = "X-Hook-Secret";
    private static final int LONGEST = 256;

    @Override
    public Proof proof() {
        return Proof.NONE;
    }

    @Override
    public boolean givesSecret() {
        return true;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        return request.headers()
                .first(HEADER)
                .map(String::strip)
                .flatMap(secret -> Challenge.printable(secret, LONGEST))
                .map(secret ->
                        HandshakeReply.header(HEADER, secret, new LearnSecret("secret", secret)));
    }
}
