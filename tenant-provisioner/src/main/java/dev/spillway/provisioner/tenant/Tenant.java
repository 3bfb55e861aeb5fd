package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A customer organisation as the database holds it. */
@Entity
@Table(name = "tenant")
class Tenant {

    @Id private UUID id;

    @Column(name = "slug")
    private String slug;

    @Column(name = "name")
    private String name;

    @Column(name = "plan")
    private Plan plan;

    @Column(name = "status")
    private TenantStatus status;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Tenant() {}

    Tenant(UUID id, NewTenant tenant, Instant now) {
        this.id = id;
        this.slug = tenant.slug();
        this.name = tenant.name();
        this.plan = tenant.plan();
        this.status = TenantStatus.ACTIVE;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    String slug() {
        return slug;
    }

    TenantStatus status() {
        return status;
    }

    void rename(String newName, Instant now) {
        name = newName;
        updatedAt = now;
    }

    void moveTo(Plan newPlan, Instant now) {
        plan = newPlan;
        updatedAt = now;
    }

    void become(TenantStatus newStatus, Instant now) {
        status = newStatus;
        updatedAt = now;
    }

    TenantView view() {
        return new TenantView(id, name, slug, plan.code(), status.code(), createdAt);
    }
}
