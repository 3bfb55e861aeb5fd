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
import dev.spillway.platform.tenancy.TenantBoundDataSource;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A tenant sees and writes its own rows, whatever it asks for. */
interface TenantViewContract {

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

    /**
     * It gives a source other credentials, reads none, and moves no source to where another posts.
     */
    @Test
    default void theAppChangesItsOwnSourcesAndReadsNoCredentials(TestCloud cloud)
            throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID ana = schema.tenant("change-ana");
        UUID bob = schema.tenant("change-bob");
        schema.source(ana, "change-a");
        schema.source(bob, "change-b");

        TenantContext.<Void, SQLException>call(
                ana,
                () -> {
                    try (Connection app = app(schema).getConnection();
                            Statement statement = app.createStatement()) {
                        statement.executeQuery("SELECT id FROM app_source FOR UPDATE").close();
                        assertThat(statement.executeUpdate("UPDATE app_source SET mode = 'off'"))
                                .isEqualTo(1);
                        assertThat(
                                        statement.executeUpdate(
                                                "UPDATE app_source_credentials SET credentials = 'mine'"))
                                .isEqualTo(1);
                        for (String forbidden :
                                List.of(
                                        "SELECT credentials FROM app_source_credentials",
                                        "UPDATE app_source SET ingest_key = 'change-b'",
                                        "UPDATE app_source SET provider = 'none'",
                                        "UPDATE app_source SET tenant_id = x'%s'"
                                                .formatted(hex(bob)),
                                        "UPDATE app_source_credentials SET id = x'%s'"
                                                .formatted(hex(bob)),
                                        "DELETE FROM app_source")) {
                            assertThatThrownBy(() -> statement.execute(forbidden))
                                    .as(forbidden)
                                    .hasMessageContaining("denied");
                        }
                    }
                    return null;
                });
        assertThat(seenBy(schema, bob, "SELECT COUNT(*) FROM app_source WHERE mode = 'off'"))
                .isZero();
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
}
