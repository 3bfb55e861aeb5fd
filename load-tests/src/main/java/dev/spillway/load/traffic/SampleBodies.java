package dev.spillway.load.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * JSON as a payment provider posts it, of one size and with ids of its own each, so that it
 * compresses as real traffic does.
 */
public final class SampleBodies {

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** A provider posts what has just happened. */
    private static final int MOST_SECONDS_AGO = 60;

    private final int bytes;
    private final SplittableRandom random;

    /**
     * @param bytes at least 700
     */
    public SampleBodies(int bytes, SplittableRandom random) {
        this.bytes = bytes;
        this.random = random;
    }

    public byte[] next() {
        String text =
                """
                {"id":"evt_%s","object":"event","api_version":"2026-08-27","created":%d,"livemode":true,\
                "pending_webhooks":1,"type":"payment_intent.succeeded","request":{"id":"req_%s","idempotency_key":"%s"},\
                "data":{"object":{"id":"pi_%s","object":"payment_intent","amount":%d,"amount_received":%d,\
                "currency":"eur","customer":"cus_%s","latest_charge":"ch_%s","payment_method":"pm_%s",\
                "status":"succeeded","capture_method":"automatic","confirmation_method":"automatic",\
                "client_secret":"pi_%s","description":"Order %d","receipt_email":"%s@example.com",\
                "metadata":{"campaign":"autumn-%d","note":"\
                """
                        .formatted(
                                word(24),
                                Instant.now().getEpochSecond() - random.nextInt(MOST_SECONDS_AGO),
                                word(14),
                                word(22),
                                word(24),
                                random.nextInt(100_000),
                                random.nextInt(100_000),
                                word(14),
                                word(24),
                                word(24),
                                word(40),
                                random.nextInt(1_000_000),
                                word(9),
                                random.nextInt(20));
        String end = "\"}}}}";
        return (text + word(Math.max(0, bytes - text.length() - end.length())) + end)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String word(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
