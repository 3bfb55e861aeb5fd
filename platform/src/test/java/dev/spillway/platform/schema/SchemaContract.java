package dev.spillway.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantBoundDataSource;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the schema promises on every database that it runs on. */
interface SchemaContract {

    @Test
    default void migratingAgainChangesNothing(TestCloud cloud) throws SQLException {
        assertThat(MigratedSchema.on(cloud.database()).migrate()).isZero();
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
    default void aTenantSeesItsOwnRowsOnly(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("own-ana");
        UUID bob = schema.tenant("own-bob");
        schema.source(ana, "own-a");
        schema.source(bob, "own-b1");
        schema.source(bob, "own-b2");

        assertThat(seenBy(schema, ana, "SELECT COUNT(*) FROM app_source")).isEqualTo(1);
        assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_source")).isEqualTo(2);
    }

    private static long seenBy(MigratedSchema schema, UUID tenant, String sql) throws SQLException {
        TenantBoundDataSource app = app(schema);
        return TenantContext.<Long, SQLException>call(
                tenant,
                () -> {
                    try (Connection connection = app.getConnection()) {
                        return number(connection, sql);
                    }
                });
    }

    private static TenantBoundDataSource app(MigratedSchema schema) {
        return new TenantBoundDataSource(
                schema.dataSource(DatabaseAccount.APP), MigratedSchema.BINDING);
    }

    @Test
    default void withoutABindingThereIsNoRow(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        schema.source(schema.tenant("unbound"), "unbound-1");

        try (Connection app = schema.as(DatabaseAccount.APP)) {
            assertThat(number(app, "SELECT COUNT(*) FROM app_source")).isZero();
        }
        assertThatThrownBy(() -> app(schema).getConnection())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void injectedSqlCannotNameAnotherTenant(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID victim = schema.tenant("forged-victim");
        UUID attacker = schema.tenant("forged-attacker");
        schema.source(victim, "forged-1");
        String name =
                "SET @spillway_tenant = x'%s'"
                        .formatted(HexFormat.of().formatHex(Ids.bytes(victim)));

        TenantContext.<Void, SQLException>call(
                attacker,
                () -> {
                    try (Connection app = app(schema).getConnection();
                            Statement statement = app.createStatement()) {
                        statement.execute(name);
                        assertThat(number(app, "SELECT COUNT(*) FROM app_source")).isZero();
                        // A signature that was seen on another connection does not help either.
                        statement.execute(
                                "SET @spillway_binding = '"
                                        + MigratedSchema.BINDING.sign(victim, 1)
                                        + "'");
                        assertThat(number(app, "SELECT COUNT(*) FROM app_source")).isZero();
                    }
                    return null;
                });
    }

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

    /** Which rows a tenant's job could not read is that tenant's to know; it goes with the job. */
    @Test
    default void whatAJobCouldNotReadIsItsTenantsToKnow(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("unread-ana");
        UUID bob = schema.tenant("unread-bob");
        String job = hex(Ids.next());
        schema.execute(
                "INSERT INTO job (tenant_id, id, kind, parameters, requested_by_kind, requested_by, created_at)"
                        + " VALUES (x'%s', x'%s', 'k', '{}', 'user', 'a', UTC_TIMESTAMP(3))"
                                .formatted(hex(ana), job));
        String insert =
                "INSERT INTO job_unread VALUES (x'%s', x'%s', 'webhook', x'%s')"
                        .formatted(hex(ana), job, hex(Ids.next()));

        try (Connection app = schema.as(DatabaseAccount.APP);
                Statement statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute(insert)).hasMessageContaining("denied");
            assertThatThrownBy(() -> statement.execute("DELETE FROM app_job_unread"))
                    .hasMessageContaining("denied");
        }
        try (Connection worker = schema.as(DatabaseAccount.WORKER);
                Statement statement = worker.createStatement()) {
            statement.execute(insert);
            assertThat(seenBy(schema, ana, "SELECT COUNT(*) FROM app_job_unread")).isEqualTo(1);
            assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_job_unread")).isZero();
            statement.execute("DELETE FROM job WHERE id = x'" + job + "'");
            assertThat(number(worker, "SELECT COUNT(*) FROM job_unread")).isZero();
        }
    }

    private static boolean hasRow(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next();
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
                                "delivery",
                                "tombstone",
                                "erasure_gate",
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
    default void aRowForAnotherTenantIsRefused(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("check-ana");
        UUID bob = schema.tenant("check-bob");
        String insert =
                "INSERT INTO app_audit_entry (tenant_id, id, at, actor_kind, actor, action, subject, details)"
                        + " VALUES (x'%s', x'%s', UTC_TIMESTAMP(3), 'user', 'a', 'test', 's', '{}')";

        TenantContext.<Void, SQLException>call(
                ana,
                () -> {
                    try (Connection app = app(schema).getConnection();
                            Statement statement = app.createStatement()) {
                        statement.execute(insert.formatted(hex(ana), hex(Ids.next())));
                        assertThatThrownBy(() ->
                                        statement.execute(
                                                insert.formatted(hex(bob), hex(Ids.next()))))
                                .isInstanceOf(SQLException.class)
                                .hasMessageContaining("CHECK OPTION");
                    }
                    return null;
                });
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

    private static String hex(UUID id) {
        return HexFormat.of().formatHex(Ids.bytes(id));
    }

    @Test
    default void aConnectionIsGivenBackUnbound(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("given-back");
        schema.source(tenant, "given-back-1");
        try (Connection only = schema.as(DatabaseAccount.APP)) {
            TenantBoundDataSource bound =
                    new TenantBoundDataSource(new SingleConnection(only), MigratedSchema.BINDING);
            TenantContext.<Void, SQLException>call(
                    tenant,
                    () -> {
                        try (Connection connection = bound.getConnection()) {
                            assertThat(number(connection, "SELECT COUNT(*) FROM app_source"))
                                    .isEqualTo(1);
                        }
                        return null;
                    });

            assertThat(number(only, "SELECT COUNT(*) FROM app_source")).isZero();
        }
    }

    @Test
    default void tenantViewsUseThePrimaryKey(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("plan");
        // Of a handful of rows a scan is cheaper, and an optimiser right to choose it.
        schema.crowd(500);
        for (String view :
                List.of(
                        "app_source",
                        "app_webhook",
                        "app_quarantine",
                        "app_event",
                        "app_event_rollup",
                        "app_traffic_rollup",
                        "app_people_pending",
                        "app_campaign_hour",
                        "app_campaign_people_hour",
                        "app_campaign_people",
                        "app_campaign_money")) {
            try (Connection owner = schema.owner();
                    Statement statement = owner.createStatement()) {
                bind(owner, tenant);
                ResultSet plan = statement.executeQuery(explain(cloud) + "SELECT * FROM " + view);
                assertThat(plan.next()).isTrue();
                assertThat(plan.getString("key")).as(view).isEqualTo("PRIMARY");
                assertThat(plan.getString("type")).as(view).isEqualTo("ref");
                assertThat(plan.getInt("key_len")).as(view).isEqualTo(16);
            }
        }
    }

    /** The rollup is ordered by time: other campaigns' rows of the same hours must not be read. */
    @Test
    default void aCampaignsEventsAreFoundByItsHoursAndSources(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("campaign-plan");
        UUID campaign = Ids.next();
        schema.campaignEvents(tenant, campaign, 300);
        String query =
                "SELECT r.type, SUM(r.events) FROM app_campaign_hour h JOIN app_event_rollup r"
                        + " ON r.grain = 'hour' AND r.bucket = h.hour AND r.source_id = h.source_id"
                        + " AND r.campaign_id = h.campaign_id WHERE h.campaign_id = x'%s'"
                        + " AND h.hour >= '2026-01-01' AND h.hour < '2027-01-01' GROUP BY r.type";

        try (Connection owner = schema.owner();
                Statement statement = owner.createStatement()) {
            bind(owner, tenant);
            ResultSet plan =
                    statement.executeQuery(explain(cloud) + query.formatted(hex(campaign)));
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("campaign_hour");
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("event_rollup");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
            // tenant, grain, bucket, source and campaign
            assertThat(plan.getInt("key_len")).isEqualTo(16 + 10 + 5 + 16 + 16);
        }
    }

    /** The join that picks the visible generation costs a look by the key, and no scan. */
    @Test
    default void theVisibleGenerationIsFoundByItsWholeKey(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("generation-plan");
        schema.campaignEvents(tenant, Ids.next(), 300);
        schema.generations(tenant, 300);
        String query =
                "SELECT bucket, type, SUM(events) FROM app_event_rollup WHERE grain = 'hour'"
                        + " AND bucket >= '2026-03-02' AND bucket < '2026-03-05' GROUP BY bucket, type";

        try (Connection owner = schema.owner();
                Statement statement = owner.createStatement()) {
            bind(owner, tenant);
            ResultSet plan = statement.executeQuery(explain(cloud) + query);
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("event_rollup");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
            // Of so few rows MySQL reads all by tenant and grain rather than by the bucket, too.
            assertThat(plan.getString("type")).isIn("range", "ref");
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("rollup_generation");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
            assertThat(plan.getString("type")).isEqualTo("eq_ref");
            assertThat(plan.getInt("key_len")).isEqualTo(16 + 5 + 16);
        }
    }

    private static String explain(TestCloud cloud) {
        return cloud.database().isMariaDb() ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ";
    }

    private static void bind(Connection connection, UUID tenant) throws SQLException {
        long connectionId = number(connection, "SELECT CONNECTION_ID()");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET @spillway_tenant = x'%s', @spillway_binding = '%s'"
                            .formatted(
                                    hex(tenant),
                                    MigratedSchema.BINDING.sign(tenant, connectionId)));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
