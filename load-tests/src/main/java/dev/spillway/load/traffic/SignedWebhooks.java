package dev.spillway.load.traffic;

import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Signer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Webhooks of several sources in turns, each signed and no two alike. Signed anew before their
 * timestamps leave the tolerance. For one thread.
 */
public final class SignedWebhooks implements Requests {

    /** More of them than fit the window of the compression that packing uses. */
    private static final int PER_ROUND = 4096;

    private static final Duration FRESH = Duration.ofSeconds(60);

    private final List<Target> targets;
    private final SampleBodies bodies;
    private byte[][] round = {};
    private int at;
    private Instant signedAt = Instant.EPOCH;

    /**
     * One source.
     *
     * @param url where its vendor posts to
     */
    public record Target(URI url, Signer signer) {}

    /**
     * @param bodyBytes size of each body
     */
    public SignedWebhooks(List<Target> targets, int bodyBytes) {
        this.targets = List.copyOf(targets);
        this.bodies = new SampleBodies(bodyBytes, new SplittableRandom(4711));
        sign();
    }

    private void sign() {
        signedAt = Instant.now();
        byte[][] signed = new byte[Math.max(PER_ROUND, targets.size())][];
        for (int i = 0; i < signed.length; i++) {
            signed[i] = request(targets.get(i % targets.size()), bodies.next(), signedAt);
        }
        round = signed;
    }

    @Override
    public byte[] next() {
        if (at == round.length) {
            at = 0;
            if (signedAt.plus(FRESH).isBefore(Instant.now())) {
                sign();
            }
        }
        return round[at++];
    }

    static byte[] request(Target target, byte[] body, Instant signedAt) {
        SignedRequest plain =
                new SignedRequest("POST", target.url().toString(), RequestHeaders.none(), body);
        Signature signature = target.signer().sign(plain, signedAt);
        return HttpBytes.post(target.url(), signature.headers(), signature.body());
    }

    /** HTTP/1.1 on the wire. */
    static final class HttpBytes {

        private HttpBytes() {}

        static byte[] post(URI url, Map<String, String> headers, byte[] body) {
            StringBuilder head = new StringBuilder(512);
            head.append("POST ").append(url.getRawPath()).append(" HTTP/1.1\r\n");
            head.append("Host: ").append(url.getAuthority()).append("\r\n");
            head.append("User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)\r\n");
            head.append("Accept: */*\r\n");
            head.append("Content-Type: application/json; charset=utf-8\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
            headers.forEach(
                    (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
            head.append("\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + body.length);
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }
    }
}
