package dev.spillway.provisioner.keys;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional(readOnly = true)
interface WrappedKeys extends Repository<WrappedKey, WrappedKey.Id> {

    Optional<WrappedKey> findById(WrappedKey.Id id);

    Optional<WrappedKey> findFirstByIdTenantIdAndIdPurposeOrderByIdVersionDesc(
            UUID tenantId, String purpose);
}
