package dev.spillway.provisioner.audit;

import dev.spillway.provisioner.rows.RowId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One thing that somebody did to a tenant. */
@Entity
@Table(name = "audit_entry")
class AuditEntry {

    @EmbeddedId private RowId id;

    @Column(name = "at")
    private Instant at;

    @Column(name = "actor_kind")
    private String actorKind;

    @Column(name = "actor")
    private String actor;

    @Column(name = "action")
    private String action;

    @Column(name = "subject")
    private String subject;

    @Column(name = "details")
    private String details;

    protected AuditEntry() {}

    AuditEntry(RowId id, Instant at, String action, String subject, String details) {
        this.id = id;
        this.at = at;
        this.actorKind = "ops";
        // One token for all of ops: who held it, the token does not say.
        this.actor = "ops";
        this.action = action;
        this.subject = subject;
        this.details = details;
    }

    UUID id() {
        return id.id();
    }

    UUID tenantId() {
        return id.tenantId();
    }

    Instant at() {
        return at;
    }

    String actorKind() {
        return actorKind;
    }

    String actor() {
        return actor;
    }

    String action() {
        return action;
    }

    String subject() {
        return subject;
    }

    String details() {
        return details;
    }
}
