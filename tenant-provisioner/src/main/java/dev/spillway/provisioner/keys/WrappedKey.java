package dev.spillway.provisioner.keys;

import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A tenant's key as the database holds it. */
@Entity
@Table(name = "tenant_key")
class WrappedKey {

    /** The primary key of {@code tenant_key}. */
    @Embeddable
    record Id(
            @Column(name = "tenant_id") UUID tenantId,
            @Column(name = "purpose") String purpose,
            @Column(name = "version") int version) {}

    @EmbeddedId private Id id;

    @Column(name = "wrapped_key")
    private byte[] wrapped;

    @Column(name = "created_at")
    private Instant createdAt;

    protected WrappedKey() {}

    WrappedKey(TenantKey key, KeyWrapper wrapper, Instant createdAt) {
        this.id = new Id(key.tenantId(), key.purpose().code(), key.version());
        this.wrapped = key.wrapped(wrapper);
        this.createdAt = createdAt;
    }

    TenantKey open(KeyWrapper wrapper) {
        return TenantKey.unwrap(wrapper, id.tenantId(), purpose(), id.version(), wrapped);
    }

    private KeyPurpose purpose() {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (purpose.code().equals(id.purpose())) {
                return purpose;
            }
        }
        throw new IllegalStateException("no key is for " + id.purpose());
    }
}
