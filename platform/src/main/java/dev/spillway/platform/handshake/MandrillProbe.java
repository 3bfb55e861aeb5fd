package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignatureScheme;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Tolerance;
import dev.spillway.platform.signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mandrill's, when a webhook is added: a HEAD (a GET from older accounts), then a post of no events
 * under a key that everybody knows, since the webhook's own is made only afterwards. Under that key
 * nothing but no events is ever taken.
 *
 * @param scheme Mandrill's own
 */
record MandrillProbe(SignatureScheme scheme) implements Handshake {

    private static final Set<String> NO_EVENTS =
            Set.of("mandrill_events=%5B%5D", "mandrill_events=%5b%5d", "mandrill_events=[]");
    private static final int LONGEST = 32;
    private static final Credentials TEST_KEY = Credentials.of(Map.of("secret", "test-webhook"));

    @Override
    public Set<String> methods() {
        return Set.of("HEAD", "GET");
    }

    @Override
    public Proof proof() {
        return Proof.NONE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        boolean isProbe = methods().contains(request.method());
        return isProbe || isTest(request) ? Optional.of(HandshakeReply.empty()) : Optional.empty();
    }

    private boolean isTest(SignedRequest request) {
        return request.method().equals("POST")
                && request.body().length <= LONGEST
                && NO_EVENTS.contains(new String(request.body(), StandardCharsets.ISO_8859_1))
                && scheme.verify(request, TEST_KEY, Instant.EPOCH, Tolerance.unlimited())
                        instanceof Verdict.Verified;
    }
}
