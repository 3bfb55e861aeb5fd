package dev.spillway.provisioner.audit;

import dev.spillway.provisioner.rows.RowId;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

interface AuditEntries
        extends Repository<AuditEntry, RowId>, JpaSpecificationExecutor<AuditEntry> {}
