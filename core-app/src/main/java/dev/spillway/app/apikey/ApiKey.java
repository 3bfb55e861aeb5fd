package dev.spillway.app.apikey;

import dev.spillway.app.caller.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** An API key as the database knows it: its hash, never the key. */
@Entity
@Table(name = "app_api_key")
class ApiKey {

    @Id private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column private String name;
    @Column private String prefix;

    @Column(name = "key_hash")
    private byte[] keyHash;

    @Column private String scopes;

    @Column(name = "created_by")
    private @Nullable UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For Hibernate. */
    protected ApiKey() {}

    ApiKey(UUID id, String name, ApiKeyToken token, Set<Scope> scopes, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.prefix = token.prefix();
        this.keyHash = token.hash();
        this.scopes = Scope.join(scopes);
        this.createdAt = createdAt;
    }

    void expire(@Nullable Instant at) {
        expiresAt = at;
    }

    void createdBy(@Nullable UUID userId) {
        createdBy = userId;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String prefix() {
        return prefix;
    }

    Set<Scope> scopes() {
        return Scope.parse(scopes);
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable Instant expiresAt() {
        return expiresAt;
    }

    @Nullable Instant revokedAt() {
        return revokedAt;
    }
}
