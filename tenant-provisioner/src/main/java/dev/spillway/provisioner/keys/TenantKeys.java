package dev.spillway.provisioner.keys;

import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.provisioner.rows.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tenants' keys: stored wrapped, given out in clear. Thread-safe. */
@Component
public class TenantKeys {

    private final KeyWrapper wrapper;
    private final WrappedKeys stored;
    private final Rows rows;
    private final Clock clock;

    TenantKeys(KeyWrapper wrapper, WrappedKeys stored, Rows rows, Clock clock) {
        this.wrapper = wrapper;
        this.stored = stored;
        this.rows = rows;
        this.clock = clock;
    }

    /** Stores a new tenant's data key, and a recipient key made here. */
    public void storeFirst(TenantKey dataKey) {
        TenantKey recipientKey = TenantKey.generate(dataKey.tenantId(), KeyPurpose.RECIPIENT);
        Instant now = clock.instant();
        rows.insertAll(
                List.of(
                        new WrappedKey(dataKey, wrapper, now),
                        new WrappedKey(recipientKey, wrapper, now)));
    }

    /** The key under which a tenant's new credentials are sealed. */
    public TenantKey newestDataKey(UUID tenantId) {
        return stored.findFirstByIdTenantIdAndIdPurposeOrderByIdVersionDesc(
                        tenantId, KeyPurpose.DATA.code())
                .orElseThrow(() -> new IllegalStateException("no data key of tenant " + tenantId))
                .open(wrapper);
    }

    /** The data key of a version, for what was sealed under it. */
    public TenantKey dataKey(UUID tenantId, int version) {
        return stored.findById(new WrappedKey.Id(tenantId, KeyPurpose.DATA.code(), version))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no data key %d of tenant %s".formatted(version, tenantId)))
                .open(wrapper);
    }
}
