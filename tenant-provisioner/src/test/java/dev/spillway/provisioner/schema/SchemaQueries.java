package dev.spillway.provisioner.schema;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.tenancy.TenantBoundDataSource;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;

/** How the contracts ask a migrated schema. */
final class SchemaQueries {

    private SchemaQueries() {}

    /** A number as a tenant sees it. */
    static long seenBy(MigratedSchema schema, UUID tenant, String sql) throws SQLException {
        TenantBoundDataSource app = app(schema);
        return TenantContext.<Long, SQLException>call(
                tenant,
                () -> {
                    try (Connection connection = app.getConnection()) {
                        return number(connection, sql);
                    }
                });
    }

    /** As the app is connected: bound to the tenant in whose context it is asked. */
    static TenantBoundDataSource app(MigratedSchema schema) {
        return new TenantBoundDataSource(
                schema.dataSource(DatabaseAccount.APP), MigratedSchema.BINDING);
    }

    static boolean hasRow(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next();
        }
    }

    static String hex(UUID id) {
        return HexFormat.of().formatHex(Ids.bytes(id));
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
