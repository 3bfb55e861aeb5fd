package dev.spillway.provisioner.rows;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** The primary key of a row that belongs to a tenant. */
@Embeddable
public record RowId(@Column(name = "tenant_id") UUID tenantId, @Column(name = "id") UUID id) {}
