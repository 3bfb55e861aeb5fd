package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Slack's {@code url_verification}: a signed event whose challenge is wanted back. */
record SlackChallenge() implements Handshake {

    private static final int LONGEST = 1024;

    @Override
    public Proof proof() {
        return Proof.ADMISSION;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        return BoundedJson.read(request.body())
                .filter(event -> event.path("type").asString("").equals("url_verification"))
                .map(event -> event.path("challenge"))
                .filter(JsonNode::isString)
                .flatMap(challenge -> Challenge.printable(challenge.stringValue(), LONGEST))
                .map(challenge -> HandshakeReply.json(Map.of("challenge", challenge)));
    }
}
