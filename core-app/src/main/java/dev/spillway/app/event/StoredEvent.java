package dev.spillway.app.event;

import dev.spillway.app.listing.Cursor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** An event as the tenant's view shows it. */
@Entity
@Immutable
@Table(name = "app_event")
class StoredEvent {

    @Id UUID id;

    @TenantId
    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "webhook_id")
    UUID webhookId;

    @Column int ordinal;

    @Column(name = "source_id")
    UUID sourceId;

    @Column String provider;
    @Column String channel;
    @Column String type;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "recipient_hash")
    byte @Nullable [] recipientHash;

    @Column(name = "recipient_masked")
    @Nullable String recipientMasked;

    @Column(name = "message_id")
    @Nullable String messageId;

    @Column(name = "campaign_id")
    @Nullable UUID campaignId;

    @Column @Nullable String campaign;
    @Column @Nullable String tags;
    @Column @Nullable String url;

    @Column(name = "user_agent")
    @Nullable String userAgent;

    @Column boolean machine;

    @Column(name = "reject_reason")
    @Nullable String rejectReason;

    @Column @Nullable String description;
    @Column @Nullable Long amount;
    @Column @Nullable String currency;

    @Column(name = "provider_event_id")
    @Nullable String providerEventId;

    /** For Hibernate. */
    protected StoredEvent() {}

    /** The order of the list: by event time, then as the rows lie in the index. */
    Cursor place() {
        return Cursor.of(
                occurredAt.toEpochMilli(),
                webhookId.getMostSignificantBits(),
                webhookId.getLeastSignificantBits(),
                ordinal);
    }
}
