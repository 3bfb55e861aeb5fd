package dev.spillway.app.webhook;

import dev.spillway.platform.parcel.Verification;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row of a list: neither headers nor body, which are read for one webhook at a time. */
@Entity
@Immutable
@Table(name = "app_webhook")
class StoredWebhook {

    @Id private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column(name = "source_id")
    private UUID sourceId;

    @Column private String provider;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "stored_at")
    private Instant storedAt;

    @Column private String method;
    @Column private String path;
    @Column private String query;

    @Column(name = "content_type")
    private @Nullable String contentType;

    @Column(name = "size_bytes")
    private int size;

    @Column private String verification;

    @Column(name = "event_key")
    private @Nullable String eventKey;

    @Column(name = "event_count")
    private int eventCount;

    @Column private String outcome;
    @Column private int duplicates;
    @Column private boolean test;

    @Column(name = "redacted_at")
    private @Nullable Instant redactedAt;

    @Column(name = "original_sha256")
    private byte @Nullable [] originalSha256;

    /** For Hibernate. */
    protected StoredWebhook() {}

    UUID id() {
        return id;
    }

    WebhookView view() {
        return new WebhookView(
                id,
                sourceId,
                provider,
                receivedAt,
                storedAt,
                method,
                path,
                query,
                contentType,
                size,
                Verification.valueOf(verification.toUpperCase(Locale.ROOT)).code(),
                eventKey,
                eventCount,
                outcome,
                duplicates,
                test,
                redactedAt != null,
                WebhookView.hex(originalSha256));
    }
}
