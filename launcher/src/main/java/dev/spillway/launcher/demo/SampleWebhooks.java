package dev.spillway.launcher.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Webhooks in the shapes that vendors document, with fresh ids. */
final class SampleWebhooks {

    private static final List<String> PEOPLE =
            List.of(
                    "mia", "noah", "lena", "ben", "sofia", "paul", "emma", "finn", "clara", "leon",
                    "ida", "theo");
    private static final List<String> CAMPAIGNS =
            List.of("autumn-sale", "welcome-series", "back-in-stock");

    private final Random random;

    SampleWebhooks(Random random) {
        this.random = random;
    }

    /**
     * One webhook.
     *
     * @param headers what the vendor sends beside its signature
     */
    record Sample(String body, Map<String, String> headers) {}

    Sample of(String provider) {
        return switch (provider) {
            case "sendgrid" -> new Sample(sendGrid(), Map.of());
            case "stripe" -> new Sample(stripe(), Map.of());
            case "resend" -> new Sample(resend(), Map.of());
            case "shopify" ->
                    new Sample(
                            shopify(),
                            Map.of(
                                    "X-Shopify-Topic",
                                    "orders/create",
                                    "X-Shopify-Webhook-Id",
                                    UUID.randomUUID().toString()));
            default -> throw new IllegalArgumentException("there is no sample for " + provider);
        };
    }

    private String sendGrid() {
        List<String> events = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            events.add(sendGridEvent());
        }
        return "[" + String.join(",", events) + "]";
    }

    private String sendGridEvent() {
        String extra =
                switch (random.nextInt(20)) {
                    case 0 ->
                            "\"event\":\"bounce\",\"type\":\"bounce\",\"reason\":\"550 5.1.1 The email account does not exist\",\"status\":\"5.1.1\",";
                    case 1 -> "\"event\":\"unsubscribe\",";
                    case 2, 3 ->
                            "\"event\":\"click\",\"url\":\"https://shop.demo.example/coats\",\"useragent\":\"Mozilla/5.0\",";
                    case 4, 5, 6, 7 ->
                            "\"event\":\"open\",\"useragent\":\"Mozilla/5.0\",\"sg_machine_open\":"
                                    + (random.nextInt(4) == 0)
                                    + ",";
                    case 8, 9, 10 -> "\"event\":\"processed\",";
                    default -> "\"event\":\"delivered\",\"response\":\"250 OK\",";
                };
        return "{%s\"email\":\"%s\",\"timestamp\":%d,\"sg_event_id\":\"%s\",\"sg_message_id\":\"%s.recvd-1\",\"smtp-id\":\"<%s@demo.example>\",\"category\":[\"newsletter\",\"%s\"],\"marketing_campaign_name\":\"%s\"}"
                .formatted(
                        extra,
                        person(),
                        Instant.now().getEpochSecond(),
                        hex(11),
                        hex(8),
                        hex(6),
                        campaign(),
                        campaign());
    }

    private String stripe() {
        String type = random.nextInt(5) == 0 ? "charge.refunded" : "checkout.session.completed";
        String object =
                type.equals("charge.refunded")
                        ? "{\"id\":\"ch_%s\",\"object\":\"charge\",\"amount\":%d,\"amount_refunded\":%2$d,\"currency\":\"eur\",\"refunded\":true,\"receipt_email\":\"%s\"}"
                                .formatted(hex(12), amount(), person())
                        : "{\"id\":\"cs_test_%s\",\"object\":\"checkout.session\",\"amount_total\":%d,\"currency\":\"eur\",\"payment_status\":\"paid\",\"customer_details\":{\"email\":\"%s\"}}"
                                .formatted(hex(12), amount(), person());
        return "{\"id\":\"evt_%s\",\"object\":\"event\",\"api_version\":\"2025-09-30.clover\",\"created\":%d,\"type\":\"%s\",\"livemode\":false,\"data\":{\"object\":%s}}"
                .formatted(hex(12), Instant.now().getEpochSecond(), type, object);
    }

    private String resend() {
        String type =
                switch (random.nextInt(8)) {
                    case 0 -> "email.opened";
                    case 1 -> "email.clicked";
                    case 2 -> "email.bounced";
                    case 3, 4 -> "email.sent";
                    default -> "email.delivered";
                };
        return "{\"type\":\"%s\",\"created_at\":\"%s\",\"data\":{\"email_id\":\"%s\",\"from\":\"Demo <hello@demo.example>\",\"to\":[\"%s\"],\"subject\":\"Your order\",\"created_at\":\"%2$s\"}}"
                .formatted(type, Instant.now(), UUID.randomUUID(), person());
    }

    private String shopify() {
        return String.format(
                Locale.ROOT,
                "{\"id\":%d,\"admin_graphql_api_id\":\"gid://shopify/Order/%1$d\",\"created_at\":\"%s\",\"currency\":\"EUR\",\"total_price\":\"%.2f\",\"email\":\"%s\",\"financial_status\":\"paid\"}",
                1_000_000_000L + random.nextInt(900_000_000),
                Instant.now(),
                amount() / 100.0,
                person());
    }

    private String person() {
        return PEOPLE.get(random.nextInt(PEOPLE.size())) + random.nextInt(400) + "@mail.example";
    }

    private String campaign() {
        return CAMPAIGNS.get(random.nextInt(CAMPAIGNS.size()));
    }

    private int amount() {
        return 990 + random.nextInt(20_000);
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
