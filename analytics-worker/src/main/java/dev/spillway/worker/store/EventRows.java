package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.normalise.Money;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.RejectReason;
import dev.spillway.worker.rollup.CampaignId;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code event}, inside the caller's transaction. */
final class EventRows {

    private static final Insert INSERT =
            Insert.of(
                    "INSERT INTO event (tenant_id, webhook_id, ordinal, expires_on, id,"
                            + " source_id, provider, channel, type, occurred_at, received_at,"
                            + " recipient_hash, recipient_masked, message_id, campaign_id, campaign,"
                            + " tags, url, user_agent, machine, reject_reason, description, amount,"
                            + " currency, provider_event_id, test)");

    private static final String DELETE =
            "DELETE FROM event WHERE tenant_id = ? AND webhook_id = ? AND ordinal = ?"
                    + " AND expires_on = ?";

    private static final Comparator<StoredEvent> ORDER =
            Comparator.<StoredEvent, UUID>comparing(
                            each -> each.received().tenantId(), Ids.BY_BYTES)
                    .thenComparing(each -> each.received().webhook().id(), Ids.BY_BYTES)
                    .thenComparingInt(each -> each.found().ordinal());

    private final Rows rows;

    EventRows(Rows rows) {
        this.rows = rows;
    }

    void insert(List<StoredEvent> events) {
        rows.insert(INSERT, events.stream().sorted(ORDER).toList(), EventRows::row);
    }

    /** Of one tenant, in the order of their key. */
    void delete(UUID tenantId, List<KnownEvent> events) {
        rows.write(
                DELETE,
                events,
                event ->
                        new Object[] {
                            Ids.bytes(tenantId),
                            Ids.bytes(event.webhookId()),
                            event.ordinal(),
                            event.expiresOn()
                        });
    }

    /** As its column holds them. */
    static @Nullable String tags(NormalisedEvent event) {
        return event.tags().isEmpty() ? null : JsonMapper.shared().writeValueAsString(event.tags());
    }

    private static @Nullable Object[] row(StoredEvent stored) {
        Webhook webhook = stored.received().webhook();
        NormalisedEvent event = stored.found().event();
        FoundEvent.Recipient recipient = stored.found().recipient();
        String campaign = event.campaign();
        RejectReason rejectReason = event.rejectReason();
        Money amount = event.amount();
        return new @Nullable Object[] {
            Ids.bytes(stored.received().tenantId()),
            Ids.bytes(webhook.id()),
            stored.found().ordinal(),
            stored.reading().eventExpiresOn(),
            Ids.bytes(stored.found().id()),
            Ids.bytes(webhook.sourceId()),
            webhook.provider(),
            event.channel().code(),
            event.type().code(),
            UtcTime.column(event.occurredAt()),
            UtcTime.column(webhook.receivedAt()),
            recipient == null ? null : HexFormat.of().parseHex(recipient.hash()),
            recipient == null ? null : recipient.masked(),
            event.messageId(),
            campaign == null ? null : Ids.bytes(CampaignId.of(campaign)),
            campaign,
            tags(event),
            event.url(),
            event.userAgent(),
            event.machine(),
            rejectReason == null ? null : rejectReason.code(),
            event.description(),
            amount == null ? null : amount.minorUnits(),
            amount == null ? null : amount.currency(),
            event.providerEventId(),
            webhook.test()
        };
    }
}
