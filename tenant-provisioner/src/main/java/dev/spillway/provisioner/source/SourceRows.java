package dev.spillway.provisioner.source;

import dev.spillway.provisioner.rows.RowId;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional(readOnly = true)
interface SourceRows extends Repository<Source, RowId> {

    List<Source> findByIdTenantIdOrderByIdId(UUID tenantId);
}
