package dev.spillway.provisioner.repeat;

import java.util.Optional;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional(readOnly = true)
interface OpsRequests extends Repository<OpsRequest, String> {

    Optional<OpsRequest> findById(String idempotencyKey);
}
