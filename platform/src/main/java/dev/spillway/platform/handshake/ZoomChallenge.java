package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Zoom's {@code endpoint.url_validation}: a signed event whose token is wanted back, signed. Zoom
 * asks it at set-up and every 72 hours.
 */
record ZoomChallenge() implements Handshake {

    @Override
    public Proof proof() {
        return Proof.SIGNATURE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        return BoundedJson.read(request.body())
                .filter(event -> event.path("event").asString("").equals("endpoint.url_validation"))
                .map(event -> event.path("payload").path("plainToken"))
                .filter(JsonNode::isString)
                .flatMap(token -> Challenge.token(token.stringValue()))
                .flatMap(token -> credentials.find("secret").map(secret -> reply(token, secret)));
    }

    private static HandshakeReply reply(String token, String secret) {
        return HandshakeReply.json(
                Map.of(
                        "plainToken",
                        token,
                        "encryptedToken",
                        HexFormat.of().formatHex(Challenge.signed(token, secret))));
    }
}
