package dev.spillway.worker.quarantine;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.quarantine.HeldRequestCodec.UnsupportedHeldRequestException;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.RequestCipher;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.secret.TenantKey;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tenants' data keys, each as it was when something was sealed under it. Thread-safe. */
final class DataKeys {

    private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);

    private static final String FIND =
            "SELECT wrapped_key FROM tenant_key WHERE tenant_id = ? AND purpose = ? AND version = ?";

    private final JdbcTemplate jdbc;
    private final KeyWrapper keys;

    DataKeys(JdbcTemplate jdbc, KeyWrapper keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** Empty when there is none of that version, or it does not open under this configuration. */
    Optional<TenantKey> find(UUID tenantId, int version) {
        return jdbc
                .query(
                        FIND,
                        (row, _) -> row.getBytes("wrapped_key"),
                        Ids.bytes(tenantId),
                        KeyPurpose.DATA.code(),
                        version)
                .stream()
                .findFirst()
                .flatMap(wrapped -> unwrap(tenantId, version, wrapped));
    }

    /** What a held request says; empty where its key is not to be had, or it does not open. */
    Optional<HeldRequest> open(HeldRow row) {
        return find(row.tenantId(), row.keyVersion()).flatMap(key -> open(row, key));
    }

    private static Optional<HeldRequest> open(HeldRow row, TenantKey key) {
        try {
            return Optional.of(
                    HeldRequestCodec.decode(
                            RequestCipher.open(key, row.sourceId(), row.id(), row.sealed())));
        } catch (SecretUnreadableException | UnsupportedHeldRequestException e) {
            return Optional.empty();
        }
    }

    private Optional<TenantKey> unwrap(UUID tenantId, int version, byte[] wrapped) {
        try {
            return Optional.of(TenantKey.unwrap(keys, tenantId, KeyPurpose.DATA, version, wrapped));
        } catch (SecretUnreadableException e) {
            LOG.error(
                    "tenant {}: the data key does not open under spillway.secrets.wrapping-key",
                    tenantId);
            return Optional.empty();
        }
    }
}
