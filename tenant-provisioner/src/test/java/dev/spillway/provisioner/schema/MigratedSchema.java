package dev.spillway.provisioner.schema;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.spillway.localcloud.junit.TestDatabase;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.schema.SchemaMigration;
import dev.spillway.platform.tenancy.TenantBinding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A migrated schema with whatever rows a test puts into it. */
final class MigratedSchema {

    static final TenantBinding BINDING =
            TenantBinding.of(Base64.getEncoder().encodeToString(new byte[32]));

    private static final Map<DatabaseAccount, String> PASSWORDS =
            Arrays.stream(DatabaseAccount.values())
                    .collect(
                            Collectors.toMap(
                                    Function.identity(), account -> "test-" + account.user()));

    private final TestDatabase database;

    private MigratedSchema(TestDatabase database) {
        this.database = database;
    }

    static MigratedSchema on(TestDatabase database) throws SQLException {
        MigratedSchema schema = new MigratedSchema(database);
        schema.migrate();
        return schema;
    }

    int migrate() throws SQLException {
        return new SchemaMigration(dataSource(database.owner(), database.ownerPassword()))
                .run(PASSWORDS, BINDING);
    }

    DataSource dataSource(DatabaseAccount account) {
        return dataSource(account.user(), PASSWORDS.get(account));
    }

    private DataSource dataSource(String user, String password) {
        MysqlDataSource dataSource = new MysqlDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    Connection owner() throws SQLException {
        return database.connect();
    }

    Connection as(DatabaseAccount account) throws SQLException {
        return dataSource(account).getConnection();
    }

    /** A tenant with one source, and the source's id. */
    UUID tenant(String slug) throws SQLException {
        UUID id = Ids.next();
        execute(
                "INSERT INTO tenant (id, slug, name, plan, created_at, updated_at)"
                        + " VALUES (?, ?, 'Acme', 'starter', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
                Ids.bytes(id),
                slug);
        execute(
                "INSERT INTO tenant_key (tenant_id, purpose, version, wrapped_key, created_at)"
                        + " VALUES (?, 'data', 1, 'wrapped', UTC_TIMESTAMP(3))",
                (Object) Ids.bytes(id));
        return id;
    }

    UUID source(UUID tenantId, String ingestKey) throws SQLException {
        UUID id = Ids.next();
        execute(
                "INSERT INTO source (tenant_id, id, name, provider, mode, ingest_key, settings, created_at, updated_at)"
                        + " VALUES (?, ?, 'Shop', 'stripe', 'enforce', ?, '{}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
                Ids.bytes(tenantId),
                Ids.bytes(id),
                ingestKey);
        return id;
    }

    /** Sources of as many other tenants, and statistics that know of them. */
    void crowd(int tenants) throws SQLException {
        try (Connection connection = owner()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < tenants; i++) {
                byte[] id = Ids.bytes(Ids.next());
                run(
                        connection,
                        "INSERT INTO tenant (id, slug, name, plan, created_at, updated_at)"
                                + " VALUES (?, ?, 'Crowd', 'starter', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
                        id,
                        "crowd-" + i);
                run(
                        connection,
                        "INSERT INTO source (tenant_id, id, name, provider, mode, ingest_key, settings, created_at, updated_at)"
                                + " VALUES (?, ?, 'Shop', 'stripe', 'enforce', ?, '{}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
                        id,
                        id,
                        "crowd-" + i);
            }
            connection.commit();
        }
        execute("ANALYZE TABLE source");
    }

    /** So many hours of a campaign's events, among those of others, with statistics. */
    void campaignEvents(UUID tenant, UUID campaign, int hours) throws SQLException {
        byte[] source = Ids.bytes(source(tenant, "hours-" + campaign));
        try (Connection connection = owner()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < hours; i++) {
                LocalDateTime hour = LocalDateTime.of(2026, 3, 1, 0, 0).plusHours(i);
                run(
                        connection,
                        "INSERT INTO campaign_hour (tenant_id, campaign_id, hour, source_id)"
                                + " VALUES (?, ?, ?, ?)",
                        Ids.bytes(tenant),
                        Ids.bytes(campaign),
                        hour,
                        source);
                for (UUID each : List.of(campaign, Ids.next(), Ids.next(), Ids.next())) {
                    run(
                            connection,
                            "INSERT INTO event_rollup (tenant_id, grain, bucket, source_id,"
                                    + " campaign_id, type, machine, slot, events)"
                                    + " VALUES (?, 'hour', ?, ?, ?, 'opened', FALSE, 0, 1)",
                            Ids.bytes(tenant),
                            hour,
                            source,
                            Ids.bytes(each));
                }
            }
            connection.commit();
        }
        execute("ANALYZE TABLE campaign_hour, event_rollup");
    }

    /** So many hours of a tenant that were counted anew, with statistics. */
    void generations(UUID tenant, int hours) throws SQLException {
        byte[] source = Ids.bytes(source(tenant, "generations-" + tenant));
        for (int i = 0; i < hours; i++) {
            execute(
                    "INSERT INTO rollup_generation (tenant_id, hour, source_id, visible)"
                            + " VALUES (?, ?, ?, 1)",
                    Ids.bytes(tenant),
                    LocalDateTime.of(2026, 3, 1, 0, 0).plusHours(i),
                    source);
        }
        execute("ANALYZE TABLE rollup_generation");
    }

    void execute(String sql, Object... arguments) throws SQLException {
        try (Connection connection = owner()) {
            run(connection, sql, arguments);
        }
    }

    private static void run(Connection connection, String sql, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }
}
