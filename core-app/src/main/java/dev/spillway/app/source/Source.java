package dev.spillway.app.source;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;

/** A source as the tenant's view shows it: without its credentials, which this app cannot read. */
@Entity
@Immutable
@Table(name = "app_source")
class Source {

    @Id private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column private String name;
    @Column private String provider;
    @Column private String mode;
    @Column private String status;

    @Column(name = "ingest_key")
    private String ingestKey;

    @Column private String settings;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Hibernate. */
    protected Source() {}

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String provider() {
        return provider;
    }

    String mode() {
        return mode;
    }

    String status() {
        return status;
    }

    String ingestKey() {
        return ingestKey;
    }

    String settings() {
        return settings;
    }

    Instant createdAt() {
        return createdAt;
    }
}
