package dev.spillway.provisioner.source;

import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.provisioner.rows.RowId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A source as the database holds it: credentials as ciphertext. */
@Entity
@Table(name = "source")
public class Source {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

    @EmbeddedId private RowId id;

    @Column(name = "name")
    private String name;

    @Column(name = "provider")
    private String provider;

    @Column(name = "mode")
    private String mode;

    @Column(name = "status")
    private String status;

    @Column(name = "ingest_key")
    private String ingestKey;

    @Column(name = "settings")
    private String settings;

    @Column(name = "credentials")
    private byte @Nullable [] credentials;

    @Column(name = "key_version")
    private int keyVersion;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Source() {}

    Source(UUID id, NewSource source, TenantKey dataKey, String ingestKey, Instant now) {
        this.id = new RowId(dataKey.tenantId(), id);
        this.name = source.name();
        this.provider = source.preset().id();
        this.mode = source.mode().code();
        this.status = statusOf(source);
        this.ingestKey = ingestKey;
        this.settings = JSON.writeValueAsString(new TreeMap<>(source.settings()));
        this.credentials =
                source.credentials().isEmpty()
                        ? null
                        : CredentialCipher.seal(dataKey, id, source.credentials());
        this.keyVersion = dataKey.version();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Pending until the vendor has given it the secret that it checks by. */
    private static String statusOf(NewSource source) {
        Credentials given = Credentials.of(source.credentials());
        return source.preset().awaitsSecret(given) ? "pending" : "active";
    }

    public UUID id() {
        return id.id();
    }

    public String name() {
        return name;
    }

    public String provider() {
        return provider;
    }

    public String mode() {
        return mode;
    }

    String status() {
        return status;
    }

    String ingestKey() {
        return ingestKey;
    }

    Map<String, String> settings() {
        return JSON.readValue(settings, SETTINGS);
    }

    Instant createdAt() {
        return createdAt;
    }
}
