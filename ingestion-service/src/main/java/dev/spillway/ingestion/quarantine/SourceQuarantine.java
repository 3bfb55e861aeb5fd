package dev.spillway.ingestion.quarantine;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.secret.RequestCipher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.signal.Quarantined;
import java.util.UUID;

/** Seals what one source refuses. Immutable and thread-safe. */
public final class SourceQuarantine {

    private final UUID sourceId;
    private final TenantKey dataKey;

    /**
     * @param dataKey of the source's tenant
     */
    public SourceQuarantine(UUID sourceId, TenantKey dataKey) {
        this.sourceId = sourceId;
        this.dataKey = dataKey;
    }

    UUID sourceId() {
        return sourceId;
    }

    Quarantined sealed(UUID id, ErrorCode reason, HeldRequest request) {
        return new Quarantined(
                id,
                dataKey.tenantId(),
                sourceId,
                Ids.madeAt(id),
                reason.code(),
                request.method(),
                request.body().length,
                dataKey.version(),
                RequestCipher.seal(dataKey, sourceId, id, HeldRequestCodec.encode(request)));
    }
}
