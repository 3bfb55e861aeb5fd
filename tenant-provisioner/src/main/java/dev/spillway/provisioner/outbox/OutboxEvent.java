package dev.spillway.provisioner.outbox;

import dev.spillway.provisioner.rows.RowId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as the database holds it until, and after, it is published. */
@Entity
@Table(name = "outbox")
class OutboxEvent {

    @EmbeddedId private RowId id;

    @Column(name = "topic")
    private String topic;

    @Column(name = "type")
    private String type;

    @Column(name = "payload")
    private String payload;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "published_at")
    private @Nullable Instant publishedAt;

    protected OutboxEvent() {}

    OutboxEvent(RowId id, String topic, String type, String payload, Instant createdAt) {
        this.id = id;
        this.topic = topic;
        this.type = type;
        this.payload = payload;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id.id();
    }

    UUID tenantId() {
        return id.tenantId();
    }

    String type() {
        return type;
    }

    String payload() {
        return payload;
    }

    void published(Instant at) {
        publishedAt = at;
    }
}
