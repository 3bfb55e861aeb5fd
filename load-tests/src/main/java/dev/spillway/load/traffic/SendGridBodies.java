package dev.spillway.load.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Arrays of events as SendGrid posts them, with ids and recipients of their own each. Half of the
 * mails are opened, one in ten is clicked, one in a hundred bounces. For one thread.
 */
public final class SendGridBodies {

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Sends that run at the same time: what spreads a batch over rollup rows. */
    private static final int CAMPAIGNS = 4;

    private final int events;
    private final SplittableRandom random;

    /**
     * @param events in each array
     */
    public SendGridBodies(int events, SplittableRandom random) {
        this.events = events;
        this.random = random;
    }

    /** An array of events that happened now. */
    public byte[] next() {
        StringJoiner array = new StringJoiner(",", "[", "]");
        for (int i = 0; i < events; i++) {
            array.add(event());
        }
        return array.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String event() {
        return """
        {"email":"%s@%s.example","timestamp":%d,"smtp-id":"<%s@ismtpd-555>","category":["newsletter"],\
        "singlesend_name":"Autumn %d","sg_event_id":"%s==","sg_message_id":"%s.filter0001.16648.5515E0B88.0",\
        "ip":"192.0.2.%d",%s}\
        """
                .formatted(
                        word(10),
                        word(6),
                        Instant.now().getEpochSecond(),
                        word(18),
                        random.nextInt(CAMPAIGNS),
                        word(22),
                        word(22),
                        random.nextInt(256),
                        kind());
    }

    private String kind() {
        int percent = random.nextInt(100);
        if (percent < 1) {
            return "\"event\":\"bounce\",\"type\":\"bounce\",\"status\":\"5.7.1\","
                    + "\"reason\":\"550 5.7.1 refused\"";
        }
        if (percent < 40) {
            return "\"event\":\"delivered\",\"response\":\"250 OK\"";
        }
        return percent < 90
                ? "\"event\":\"open\",\"sg_machine_open\":" + random.nextBoolean() + AGENT
                : "\"event\":\"click\",\"url\":\"https://shop.example/offer/"
                        + word(8)
                        + "\""
                        + AGENT;
    }

    private static final String AGENT =
            ",\"useragent\":\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36\"";

    private String word(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
