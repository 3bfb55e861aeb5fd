package dev.spillway.provisioner.invite;

import dev.spillway.provisioner.rows.RowId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** An invitation as the database holds it: its token as a hash. */
@Entity
@Table(name = "invitation")
class Invitation {

    @EmbeddedId
    @SuppressWarnings("UnusedVariable") // Hibernate reads it.
    private RowId id;

    @Column(name = "email")
    private String email;

    @Column(name = "name")
    private String name;

    @Column(name = "role")
    private String role;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Invitation() {}

    Invitation(RowId id, Invitee invitee, byte[] tokenHash, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.email = invitee.email();
        this.name = invitee.name();
        this.role = "admin";
        this.tokenHash = tokenHash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }
}
