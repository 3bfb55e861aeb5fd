package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.QueryParameters;
import dev.spillway.platform.signature.SignedRequest;
import java.util.Optional;

/**
 * Microsoft Graph's, when a subscription is created or renewed: a post with a {@code
 * validationToken} in its query, wanted back as plain text within 10 seconds.
 */
record MicrosoftValidation() implements Handshake {

    private static final int LONGEST = 2048;

    @Override
    public Proof proof() {
        return Proof.NONE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        return QueryParameters.first(request, "validationToken")
                .flatMap(token -> Challenge.printable(token, LONGEST))
                .map(HandshakeReply::text);
    }
}
