package dev.spillway.worker.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages, signed as the Standard Webhooks have it. Thread-safe. */
final class WebCarrier {

    private static final String TEST = "destination.test";
    private static final int VERSION = 1;

    private final Secrets secrets;
    private final Courier courier;
    private final Clock clock;

    WebCarrier(Secrets secrets, Courier courier, Clock clock) {
        this.secrets = secrets;
        this.courier = courier;
        this.clock = clock;
    }

    Route to(Destination destination, String url) {
        List<String> keys = secrets.of(destination);
        return message -> post(destination, url, keys, message);
    }

    private Outcome post(
            Destination destination, String url, List<String> keys, DeliveryRows.Waiting message) {
        String payload = message.test() ? test(destination, message.id()) : message.payload();
        if (payload == null) {
            return new Outcome.Failed("message_gone");
        }
        if (keys.isEmpty()) {
            return new Outcome.Failed("no_secret");
        }
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        return courier.post(
                url, Signature.headers(keys, message.id(), clock.instant(), body), body);
    }

    private String test(Destination destination, UUID id) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("id", id);
        test.put("type", TEST);
        test.put("version", VERSION);
        test.put("tenantId", destination.tenantId());
        test.put("occurredAt", clock.instant().toString());
        return JsonMapper.shared().writeValueAsString(test);
    }
}
