package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.ExportCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.UUID;

/** {@code recipient_export} and its pieces, inside the caller's transaction. Thread-safe. */
final class ExportTable {

    private static final String BEGIN =
            "INSERT INTO recipient_export (tenant_id, id, recipient_hash, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?)";

    private static final String ADD =
            "INSERT INTO recipient_export_piece (tenant_id, export_id, id, expires_at, sealed)"
                    + " SELECT tenant_id, id, ?, expires_at, ? FROM recipient_export"
                    + " WHERE tenant_id = ? AND id = ?";

    private static final String GROW =
            "UPDATE recipient_export SET bytes = bytes + ? WHERE tenant_id = ? AND id = ?";

    private static final String BYTES =
            "SELECT bytes FROM recipient_export WHERE tenant_id = ? AND id = ?";

    private static final String END =
            "UPDATE recipient_export SET complete = TRUE WHERE tenant_id = ? AND id = ?";

    private static final String KEY =
            "SELECT version, wrapped_key FROM tenant_key WHERE tenant_id = ? AND purpose = ?"
                    + " ORDER BY version LIMIT 1";

    private final Rows rows;
    private final KeyWrapper keys;

    ExportTable(Rows rows, KeyWrapper keys) {
        this.rows = rows;
        this.keys = keys;
    }

    void begin(Subject subject, UUID exportId, Instant now, Instant expiresAt) {
        rows.jdbc()
                .update(
                        BEGIN,
                        Ids.bytes(subject.tenantId()),
                        Ids.bytes(exportId),
                        subject.hashes().getFirst(),
                        UtcTime.column(now),
                        UtcTime.column(expiresAt));
    }

    /** Adds lines; says how many bytes there are by now. */
    long add(UUID tenantId, UUID exportId, byte[] lines) {
        UUID piece = Ids.next();
        byte[] sealed = ExportCipher.seal(key(tenantId), exportId, piece, lines);
        byte[] tenant = Ids.bytes(tenantId);
        byte[] export = Ids.bytes(exportId);
        demandPresent(rows.jdbc().update(ADD, Ids.bytes(piece), sealed, tenant, export));
        rows.jdbc().update(GROW, lines.length, tenant, export);
        Long bytes = rows.jdbc().queryForObject(BYTES, Long.class, tenant, export);
        return bytes == null ? 0 : bytes;
    }

    void end(UUID tenantId, UUID exportId) {
        demandPresent(rows.jdbc().update(END, Ids.bytes(tenantId), Ids.bytes(exportId)));
    }

    /** He may be erased while it is written, and his exports with him; or it has expired. */
    private static void demandPresent(int rows) {
        if (rows == 0) {
            throw new JobFailedException("export_gone");
        }
    }

    private TenantKey key(UUID tenantId) {
        try {
            return rows
                    .jdbc()
                    .query(
                            KEY,
                            (row, _) ->
                                    TenantKey.unwrap(
                                            keys,
                                            tenantId,
                                            KeyPurpose.RECIPIENT,
                                            row.getInt("version"),
                                            row.getBytes("wrapped_key")),
                            Ids.bytes(tenantId),
                            KeyPurpose.RECIPIENT.code())
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new JobFailedException("tenant_unusable"));
        } catch (SecretUnreadableException e) {
            throw new JobFailedException("tenant_unusable");
        }
    }
}
