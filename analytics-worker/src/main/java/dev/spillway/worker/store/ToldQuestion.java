package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statement that finds events which may be those asked about: by person or by time, each by its
 * own index.
 *
 * <p>What was received lately expires no sooner than the shortest plan has it, so days before that
 * are not looked into. There is no such bound at the other end: a dead letter that was replayed is
 * kept from then on, whenever it was received.
 */
record ToldQuestion(String sql, List<@Nullable Object> values) {

    /** The events first: they are few, and each has one webhook. */
    private static final String FIND =
            "SELECT e.webhook_id, e.received_at, e.source_id, w.verification, "
                    + "e."
                    + EventFacts.COLUMNS.replace(", ", ", e.")
                    + """
                     FROM event e
                    STRAIGHT_JOIN webhook w ON w.tenant_id = e.tenant_id AND w.id = e.webhook_id
                    WHERE e.tenant_id = ? AND e.received_at > ? AND e.received_at < ?
                      AND e.expires_on >= ? AND w.expires_on >= ? AND (%s)
                    """;

    private static final String BY_ID_OF_PERSON =
            "e.recipient_hash = ? AND e.provider_event_id = ?";

    private static final String BY_ID = "e.occurred_at = ? AND e.provider_event_id = ?";

    private static final String BY_CONTENT =
            "e.recipient_hash <=> ? AND e.occurred_at >= ? AND e.occurred_at < ? AND e.type = ?"
                    + " AND e.message_id <=> ? AND e.url <=> ?";

    /**
     * An event whose claim has expired.
     *
     * @param after whatever tells of it was received after that
     * @param before and before that
     */
    record Asked(
            UUID eventId,
            UUID webhookId,
            Telling telling,
            EventFacts facts,
            Instant after,
            Instant before) {

        static Asked of(Candidate<StoredEvent> candidate) {
            StoredEvent event = candidate.subject();
            Webhook webhook = event.received().webhook();
            Claim claim = candidate.claim();
            Duration horizon = Duration.between(claim.claimedAt(), claim.expiresAt());
            return new Asked(
                    event.found().id(),
                    webhook.id(),
                    Telling.of(
                            webhook.sourceId(),
                            webhook.verification() == Verification.VERIFIED,
                            event.found()),
                    EventFacts.of(event.found()),
                    webhook.receivedAt().minus(horizon),
                    webhook.receivedAt().plus(horizon));
        }

        boolean isToldBy(UUID otherWebhook, Instant receivedAt) {
            return !otherWebhook.equals(webhookId)
                    && receivedAt.isAfter(after)
                    && receivedAt.isBefore(before);
        }

        /** A moment of a campaign has thousands of events, a person has few. */
        private boolean isOfPerson() {
            return facts.recipientHash() != null;
        }

        private String condition(List<@Nullable Object> values) {
            byte[] recipient = bytes(facts.recipientHash());
            return switch (telling.by()) {
                case PERSON -> {
                    values.add(recipient);
                    values.add(facts.providerEventId());
                    yield BY_ID_OF_PERSON;
                }
                case TIME -> {
                    values.add(UtcTime.column(facts.occurredAt()));
                    values.add(facts.providerEventId());
                    yield BY_ID;
                }
                case CONTENT -> {
                    Instant moment = Telling.moment(facts);
                    values.add(recipient);
                    values.add(UtcTime.column(moment));
                    values.add(UtcTime.column(moment.plus(Telling.within(facts))));
                    values.add(facts.type());
                    values.add(facts.messageId());
                    values.add(facts.url());
                    yield BY_CONTENT;
                }
            };
        }

        private static byte @Nullable [] bytes(@Nullable String hex) {
            return hex == null ? null : HexFormat.of().parseHex(hex);
        }
    }

    /**
     * @param asked at least one
     */
    static ToldQuestion of(UUID tenantId, List<Asked> asked) {
        List<@Nullable Object> values = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (boolean ofPerson : new boolean[] {true, false}) {
            List<Asked> some =
                    asked.stream().filter(each -> each.isOfPerson() == ofPerson).toList();
            if (!some.isEmpty()) {
                parts.add(part(tenantId, some, values));
            }
        }
        return new ToldQuestion(String.join(" UNION ALL ", parts), values);
    }

    private static String part(UUID tenantId, List<Asked> asked, List<@Nullable Object> values) {
        Instant after =
                asked.stream().map(Asked::after).min(Comparator.naturalOrder()).orElseThrow();
        Instant before =
                asked.stream().map(Asked::before).max(Comparator.naturalOrder()).orElseThrow();
        values.add(Ids.bytes(tenantId));
        values.add(UtcTime.column(after));
        values.add(UtcTime.column(before));
        values.add(UtcTime.expiry(after, shortest(Plan::eventDays)));
        values.add(UtcTime.expiry(after, shortest(Plan::webhookDays)));
        List<String> alternatives =
                asked.stream().map(each -> "(" + each.condition(values) + ")").toList();
        return FIND.formatted(String.join(" OR ", alternatives));
    }

    private static int shortest(ToIntFunction<Plan> days) {
        return Arrays.stream(Plan.values()).mapToInt(days).min().orElseThrow();
    }
}
