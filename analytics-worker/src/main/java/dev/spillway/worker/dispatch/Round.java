package dev.spillway.worker.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One destination's turn: so many of its messages, the oldest first, up to the first that fails. A
 * message is marked after it was taken, so that a worker which dies in between sends it once more,
 * under the same id. Thread-safe.
 */
final class Round {

    /** Messages in a turn. */
    private static final int MOST = 20;

    private static final String TEST = "destination.test";
    private static final int VERSION = 1;

    private final DeliveryRows deliveries;
    private final Secrets secrets;
    private final Courier courier;
    private final Backoff backoff;
    private final Duration longest;
    private final Duration giveUp;
    private final DispatchMetrics metrics;
    private final Clock clock;

    /**
     * @param longest after which no further message is begun
     */
    Round(
            DeliveryRows deliveries,
            Secrets secrets,
            Courier courier,
            Backoff backoff,
            Duration longest,
            Duration giveUp,
            DispatchMetrics metrics,
            Clock clock) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.courier = courier;
        this.backoff = backoff;
        this.longest = longest;
        this.giveUp = giveUp;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * How a turn went.
     *
     * @param failures of the destination, in a row
     * @param error of the last one; null where there is none
     * @param pause before the next turn
     */
    record Result(int failures, @Nullable String error, Duration pause) {

        static final Result WELL = new Result(0, null, Duration.ZERO);
    }

    Result run(Destination destination) {
        Instant end = clock.instant().plus(longest);
        metrics.givenUp(deliveries.giveUp(destination, giveUp, "expired"));
        List<String> keys = secrets.of(destination);
        int failures = destination.failures();
        for (DeliveryRows.Waiting message : deliveries.next(destination, MOST)) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            if (send(destination, keys, message) instanceof Outcome.Failed(String error)) {
                return new Result(failures + 1, error, backoff.ofDestination(failures + 1));
            }
            failures = 0;
        }
        return Result.WELL;
    }

    private Outcome send(Destination destination, List<String> keys, DeliveryRows.Waiting message) {
        Outcome outcome = attempt(destination, keys, message);
        switch (outcome) {
            case Outcome.Delivered _ -> deliveries.delivered(destination, message);
            case Outcome.Failed(String error) ->
                    deliveries.failed(
                            destination, message, error, backoff.ofMessage(message.attempts() + 1));
        }
        metrics.attempted(outcome);
        return outcome;
    }

    private Outcome attempt(
            Destination destination, List<String> keys, DeliveryRows.Waiting message) {
        String payload = message.test() ? test(destination, message.id()) : message.payload();
        if (payload == null) {
            return new Outcome.Failed("message_gone");
        }
        if (keys.isEmpty()) {
            return new Outcome.Failed("no_secret");
        }
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        return courier.post(
                destination.url(),
                Signature.headers(keys, message.id(), clock.instant(), body),
                body);
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
