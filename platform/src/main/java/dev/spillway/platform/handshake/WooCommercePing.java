package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * WooCommerce's, when a webhook is created: an unsigned form that names the webhook's number and
 * nothing else. Without exactly 200 the webhook stays disabled.
 */
record WooCommercePing() implements Handshake {

    private static final int LONGEST = 64;
    private static final Pattern NUMBER = Pattern.compile("webhook_id=[0-9]{1,20}");

    @Override
    public Proof proof() {
        return Proof.NONE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        boolean isPing =
                request.method().equals("POST")
                        && request.body().length <= LONGEST
                        && NUMBER.matcher(new String(request.body(), StandardCharsets.ISO_8859_1))
                                .matches();
        return isPing ? Optional.of(HandshakeReply.empty()) : Optional.empty();
    }
}
