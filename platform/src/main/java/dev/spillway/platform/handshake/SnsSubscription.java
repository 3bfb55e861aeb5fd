package dev.spillway.platform.handshake;

import dev.spillway.platform.handshake.HandshakeEffect.ConfirmSubscription;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.SnsMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Amazon SNS: a new subscription gets messages only after somebody has asked for its confirmation.
 *
 * <p>Not at the address that the message gives for it, which a publisher of another topic could
 * have SNS sign, but at one made of topic and token, on the host whose certificate has just proven
 * the message.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html">ConfirmSubscription</a>
 */
record SnsSubscription() implements Handshake {

    @Override
    public Proof proof() {
        return Proof.SIGNATURE;
    }

    @Override
    public Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials) {
        return SnsMessage.read(request)
                .filter(SnsMessage::asksForConfirmation)
                .flatMap(SnsSubscription::confirmation)
                .map(address -> HandshakeReply.empty(new ConfirmSubscription(address)));
    }

    /** Empty where the certificate's address is none: of a message that nobody has verified. */
    private static Optional<URI> confirmation(SnsMessage message) {
        String question =
                "/?Action=ConfirmSubscription&Version=2010-03-31&TopicArn=%s&Token=%s"
                        .formatted(encoded(message.topicArn()), encoded(message.token()));
        try {
            return Optional.of(URI.create(message.certificateAddress()).resolve(question));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
