package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * SparkPost's test of a webhook, {@code [{"msys":{}}]}: sent as events are, and holding none. It
 * wants exactly 200.
 */
record SparkPostPing() implements Handshake {

    @Override
    public Proof proof() {
        return Proof.ADMISSION;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        return BoundedJson.read(request.body())
                .filter(SparkPostPing::isPing)
                .map(_ -> HandshakeReply.empty());
    }

    private static boolean isPing(JsonNode body) {
        JsonNode only = body.path(0);
        return body.isArray()
                && body.size() == 1
                && only.size() == 1
                && only.path("msys").isObject()
                && only.path("msys").isEmpty();
    }
}
