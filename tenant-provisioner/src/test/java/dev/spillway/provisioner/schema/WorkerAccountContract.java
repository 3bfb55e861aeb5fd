package dev.spillway.provisioner.schema;

import static dev.spillway.provisioner.schema.SchemaQueries.hasRow;
import static dev.spillway.provisioner.schema.SchemaQueries.hex;
import static dev.spillway.provisioner.schema.SchemaQueries.number;
import static dev.spillway.provisioner.schema.SchemaQueries.seenBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.schema.DatabaseAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The worker may do what it needs to, and no more. */
interface WorkerAccountContract {

    /** All that the worker may do to a source. */
    @Test
    default void theWorkerGivesASecretToAPendingSourceAndToNoOther(TestCloud cloud)
            throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("pending");
        schema.source(tenant, "pending-1");
        String keep =
                "CALL keep_learnt_secret(x'%1$s', (SELECT id FROM source WHERE tenant_id = x'%1$s'), 'sealed', 1, UTC_TIMESTAMP(3))"
                        .formatted(HexFormat.of().formatHex(Ids.bytes(tenant)));

        try (Connection worker = schema.as(DatabaseAccount.WORKER)) {
            assertThat(number(worker, keep)).isZero();
            schema.execute(
                    "UPDATE source SET status = 'pending' WHERE tenant_id = ?",
                    (Object) Ids.bytes(tenant));
            assertThat(number(worker, keep)).isEqualTo(1);
            assertThat(number(worker, keep)).isZero();
            assertThatThrownBy(() -> number(worker, "SELECT COUNT(credentials) FROM source"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
            assertThatThrownBy(
                            () -> {
                                try (Statement statement = worker.createStatement()) {
                                    statement.execute("UPDATE source SET status = 'active'");
                                }
                            })
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    /**
     * All that the worker may see of credentials: one source's at a time, while it holds something.
     */
    @Test
    default void theWorkerIsShownASourceOnlyWhileThatHoldsARequest(TestCloud cloud)
            throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("holding");
        UUID source = schema.source(tenant, "holding-1");
        schema.execute(
                "UPDATE source SET credentials = 'sealed' WHERE tenant_id = ?",
                (Object) Ids.bytes(tenant));
        String find =
                "CALL find_quarantine_source(x'%s', x'%s')".formatted(hex(tenant), hex(source));

        try (Connection worker = schema.as(DatabaseAccount.WORKER)) {
            assertThat(hasRow(worker, find)).isFalse();
            schema.execute(
                    "INSERT INTO quarantine (tenant_id, id, source_id, received_at, expires_at,"
                            + " reason, method, size_bytes, changed_at, key_version, sealed)"
                            + " VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3),"
                            + " 'signature_invalid', 'POST', 1, UTC_TIMESTAMP(3), 1, 'sealed')",
                    Ids.bytes(tenant),
                    Ids.bytes(Ids.next()),
                    Ids.bytes(source));
            assertThat(hasRow(worker, find)).isTrue();
            schema.execute(
                    "UPDATE tenant SET status = 'suspended' WHERE id = ?",
                    (Object) Ids.bytes(tenant));
            assertThat(hasRow(worker, find)).isFalse();
        }
        try (Connection door = schema.as(DatabaseAccount.INGEST)) {
            assertThatThrownBy(() -> hasRow(door, find)).hasMessageContaining("denied");
        }
        assertThat(seenBy(schema, tenant, "SELECT COUNT(*) FROM app_quarantine")).isEqualTo(1);
        UUID stranger = schema.tenant("holding-stranger");
        assertThat(seenBy(schema, stranger, "SELECT COUNT(*) FROM app_quarantine")).isZero();
        assertThatThrownBy(() -> seenBy(schema, tenant, "SELECT COUNT(sealed) FROM app_quarantine"))
                .hasMessageContaining("sealed");
    }

    /** Whom a tenant erased is that tenant's to know, and only the worker's to write. */
    @Test
    default void aTenantSeesItsOwnTombstonesAndWritesNone(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("tombstone-ana");
        UUID bob = schema.tenant("tombstone-bob");
        String insert =
                "INSERT INTO tombstone (tenant_id, recipient_hash, erased_at, expires_at, job_id)"
                        + " VALUES (x'%s', x'%s', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), x'%s')"
                                .formatted(hex(ana), "ab".repeat(32), hex(Ids.next()));

        try (Connection worker = schema.as(DatabaseAccount.WORKER);
                Statement statement = worker.createStatement()) {
            statement.execute(insert);
            assertThat(number(worker, "SELECT COUNT(*) FROM erasure_gate")).isEqualTo(64);
        }
        assertThat(seenBy(schema, ana, "SELECT COUNT(*) FROM app_tombstone")).isEqualTo(1);
        assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_tombstone")).isZero();
        try (Connection app = schema.as(DatabaseAccount.APP);
                Statement statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute(insert)).hasMessageContaining("denied");
            assertThatThrownBy(() -> statement.execute("DELETE FROM app_tombstone"))
                    .hasMessageContaining("denied");
        }
    }
}
