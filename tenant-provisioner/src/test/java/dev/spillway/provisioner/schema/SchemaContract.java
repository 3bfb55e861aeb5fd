package dev.spillway.provisioner.schema;

import static dev.spillway.provisioner.schema.SchemaQueries.app;
import static dev.spillway.provisioner.schema.SchemaQueries.hex;
import static dev.spillway.provisioner.schema.SchemaQueries.number;
import static dev.spillway.provisioner.schema.SchemaQueries.seenBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the schema promises on every database that it runs on. */
interface SchemaContract extends TenantViewContract, WorkerAccountContract, QueryPlanContract {

    @Test
    default void migratingAgainChangesNothing(TestCloud cloud) throws SQLException {
        assertThat(MigratedSchema.on(cloud.database()).migrate()).isZero();
    }

    /** Whatever else stood in the key, a day above all, would let the same be claimed twice. */
    @Test
    default void claimsAreUniqueByTenantSourceAndIdentityAlone(TestCloud cloud)
            throws SQLException {
        MigratedSchema.on(cloud.database());

        try (Connection owner = cloud.database().connect()) {
            for (String table : List.of("webhook_claim", "event_claim")) {
                assertThat(uniqueKeys(owner, table))
                        .as(table)
                        .isEqualTo("PRIMARY: tenant_id source_id identity");
            }
        }
    }

    private static String uniqueKeys(Connection owner, String table) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet keys =
                        statement.executeQuery(
                                "SELECT GROUP_CONCAT(k ORDER BY k SEPARATOR '; ') FROM (SELECT"
                                        + " CONCAT(index_name, ': ', GROUP_CONCAT(column_name ORDER BY"
                                        + " seq_in_index SEPARATOR ' ')) k FROM information_schema.statistics"
                                        + " WHERE table_schema = DATABASE() AND non_unique = 0 AND table_name = '"
                                        + table
                                        + "' GROUP BY index_name) t")) {
            keys.next();
            return keys.getString(1);
        }
    }

    @Test
    default void everyChangeMovesTheDirectoryOn(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("directory");
        schema.source(tenant, "directory-1");
        long created = directoryVersion(schema);

        schema.execute(
                "UPDATE source SET mode = 'shadow' WHERE tenant_id = ?",
                (Object) Ids.bytes(tenant));
        long changed = directoryVersion(schema);
        schema.execute(
                "UPDATE tenant SET status = 'suspended' WHERE id = ?", (Object) Ids.bytes(tenant));
        long suspended = directoryVersion(schema);

        assertThat(List.of(created, changed, suspended)).isSorted().doesNotHaveDuplicates();
    }

    private static long directoryVersion(MigratedSchema schema) throws SQLException {
        try (Connection door = schema.as(DatabaseAccount.INGEST)) {
            return number(
                    door,
                    "SELECT directory_version FROM source_directory ORDER BY directory_version DESC LIMIT 1");
        }
    }

    @Test
    default void theKeyAndTheTablesAreOutOfReach(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());

        for (DatabaseAccount account :
                List.of(DatabaseAccount.APP, DatabaseAccount.IDENTITY, DatabaseAccount.INGEST)) {
            try (Connection connection = schema.as(account)) {
                for (String table :
                        List.of(
                                "tenant_binding_key",
                                "tenant_key",
                                "source",
                                "webhook",
                                "event",
                                "campaign_people",
                                "campaign_money",
                                "campaign_order",
                                "people_pending",
                                "people_recount",
                                "event_rollup",
                                "rollup_gate",
                                "rollup_generation",
                                "quarantine",
                                "alert",
                                "alert_rule",
                                "notification_setting",
                                "destination",
                                "destination_secret",
                                "destination_confirmation",
                                "delivery",
                                "tombstone",
                                "erasure_gate",
                                "sweep",
                                "drain_report",
                                "user_account")) {
                    assertThatThrownBy(() -> number(connection, "SELECT COUNT(*) FROM " + table))
                            .as("%s on %s", account, table)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("denied");
                }
            }
        }
    }

    @Test
    default void opsCannotReadWhatTenantsReceived(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());

        try (Connection ops = schema.as(DatabaseAccount.OPS)) {
            for (String table :
                    List.of(
                            "webhook",
                            "event",
                            "dead_letter",
                            "quarantine",
                            "user_account",
                            "api_key")) {
                assertThatThrownBy(() -> number(ops, "SELECT COUNT(*) FROM " + table))
                        .hasMessageContaining("denied");
            }
        }
    }

    @Test
    default void theAppAsksForJobsAndSaysNothingOfTheirFate(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("job-ana");
        UUID bob = schema.tenant("job-bob");
        String insert =
                "INSERT INTO app_job (tenant_id, id, kind, parameters, requested_by_kind, requested_by, created_at%s)"
                        + " VALUES (x'%s', x'%s', 'k', '{}', 'user', 'a', UTC_TIMESTAMP(3)%s)";

        TenantContext.<Void, SQLException>call(
                ana,
                () -> {
                    try (Connection app = app(schema).getConnection();
                            Statement statement = app.createStatement()) {
                        statement.execute(insert.formatted("", hex(ana), hex(Ids.next()), ""));
                        statement.execute("UPDATE app_job SET cancel_requested = TRUE");
                        assertThat(number(app, "SELECT COUNT(*) FROM app_job")).isEqualTo(1);
                        assertThatThrownBy(() ->
                                        statement.execute(
                                                insert.formatted(
                                                        "", hex(bob), hex(Ids.next()), "")))
                                .hasMessageContaining("CHECK OPTION");
                        for (String forged :
                                List.of(
                                        insert.formatted(
                                                ", status", hex(ana), hex(Ids.next()), ", 'done'"),
                                        "UPDATE app_job SET status = 'done'",
                                        "UPDATE app_job SET done = 5",
                                        "DELETE FROM app_job")) {
                            assertThatThrownBy(() -> statement.execute(forged))
                                    .as(forged)
                                    .hasMessageContaining("denied");
                        }
                    }
                    return null;
                });
        assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_job")).isZero();
    }

    @Test
    default void theAppAddsDestinationsAndReadsNoSecretOfThem(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("place-ana");
        UUID bob = schema.tenant("place-bob");
        UUID place = Ids.next();
        String insert =
                "INSERT INTO app_destination (tenant_id, id, name, url, alerts, suppressions, created_at, updated_at)"
                        + " VALUES (x'%s', x'%s', 'n', 'https://x.example', TRUE, FALSE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))";
        String secret =
                "INSERT INTO app_destination_secret (tenant_id, destination_id, id, key_version, sealed)"
                        + " VALUES (x'%s', x'%s', x'%s', 1, 'sealed')";

        TenantContext.<Void, SQLException>call(
                ana,
                () -> {
                    try (Connection app = app(schema).getConnection();
                            Statement statement = app.createStatement()) {
                        statement.execute(insert.formatted(hex(ana), hex(place)));
                        statement.execute(secret.formatted(hex(ana), hex(place), hex(Ids.next())));
                        assertThat(number(app, "SELECT COUNT(*) FROM app_destination"))
                                .isEqualTo(1);
                        assertThatThrownBy(() ->
                                        statement.execute(
                                                insert.formatted(hex(bob), hex(Ids.next()))))
                                .hasMessageContaining("CHECK OPTION");
                        for (String forbidden :
                                List.of(
                                        "SELECT sealed FROM app_destination_secret",
                                        "UPDATE app_destination_secret SET sealed = 'mine'",
                                        "DELETE FROM app_destination_secret",
                                        "UPDATE app_destination SET confirmed_at = UTC_TIMESTAMP(3)",
                                        "UPDATE app_destination SET unsubscribed_at = NULL",
                                        "UPDATE app_delivery SET test = TRUE",
                                        "UPDATE app_destination SET kind = 'email', email = 'a@b.example'",
                                        "SELECT token_hash FROM app_destination_confirmation",
                                        "SELECT sealed FROM app_destination_confirmation",
                                        "UPDATE app_destination_confirmation SET expires_at = NOW(3)",
                                        "DELETE FROM app_destination_confirmation",
                                        "UPDATE app_delivery SET status = 'delivered'",
                                        "DELETE FROM app_delivery",
                                        "UPDATE app_alert SET status = 'resolved'",
                                        "DELETE FROM app_alert")) {
                            assertThatThrownBy(() -> statement.execute(forbidden))
                                    .as(forbidden)
                                    .hasMessageContaining("denied");
                        }
                    }
                    return null;
                });
        assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_destination")).isZero();
        assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_data_key")).isEqualTo(1);
    }

    /** It sends to where tenants say, by their rules, and changes neither. */
    @Test
    default void theWorkerChangesNeitherRulesNorWhereMessagesGo(TestCloud cloud)
            throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());

        try (Connection worker = schema.as(DatabaseAccount.WORKER);
                Statement statement = worker.createStatement()) {
            for (String forbidden :
                    List.of(
                            "UPDATE destination SET url = 'https://evil.example'",
                            "UPDATE destination SET enabled = TRUE",
                            "UPDATE destination SET confirmed_at = UTC_TIMESTAMP(3)",
                            "UPDATE destination SET unsubscribed_at = NULL",
                            "UPDATE destination_confirmation SET used_at = NULL",
                            "DELETE FROM destination",
                            "UPDATE destination_secret SET sealed = 'mine'",
                            "UPDATE alert_rule SET enabled = FALSE",
                            "DELETE FROM alert_rule",
                            "UPDATE notification_setting SET clear_addresses = TRUE")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .hasMessageContaining("denied");
            }
        }
    }
}
