package dev.spillway.provisioner.repeat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A call that was made under an Idempotency-Key, and its answer as ciphertext. */
@Entity
@Table(name = "ops_request")
class OpsRequest {

    @Id
    @Column(name = "idempotency_key")
    private String idempotencyKey;

    @Column(name = "request_hash")
    private byte[] fingerprint;

    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column(name = "response")
    private byte[] answer;

    @Column(name = "created_at")
    private Instant createdAt;

    protected OpsRequest() {}

    /** A call that has no answer yet: seen by nobody, since its transaction adds the answer. */
    OpsRequest(String idempotencyKey, byte[] fingerprint, UUID tenantId, Instant createdAt) {
        this.idempotencyKey = idempotencyKey;
        this.fingerprint = fingerprint;
        this.tenantId = tenantId;
        this.answer = new byte[0];
        this.createdAt = createdAt;
    }

    byte[] fingerprint() {
        return fingerprint;
    }

    UUID tenantId() {
        return tenantId;
    }

    byte[] answer() {
        return answer;
    }

    void answered(byte[] sealed) {
        answer = sealed;
    }
}
