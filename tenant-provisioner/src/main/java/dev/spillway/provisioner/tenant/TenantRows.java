package dev.spillway.provisioner.tenant;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional(readOnly = true)
interface TenantRows extends Repository<Tenant, UUID>, JpaSpecificationExecutor<Tenant> {

    Optional<Tenant> findById(UUID id);

    /**
     * Nobody else changes the tenant until the transaction ends. In SQL of its own: Hibernate's for
     * MySQL names the table to lock, which MariaDB does not understand.
     */
    @Query(nativeQuery = true, value = "SELECT * FROM tenant WHERE id = :id FOR UPDATE")
    Optional<Tenant> lockById(UUID id);
}
