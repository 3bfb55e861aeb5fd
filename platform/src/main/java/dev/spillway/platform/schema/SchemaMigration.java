package dev.spillway.platform.schema;

import dev.spillway.platform.tenancy.TenantBinding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a database to the present schema: users first, then Flyway's migrations and the grants
 * that follow them, then the key that checks tenant bindings. Run by one job, never by services at
 * their start. Running it again changes nothing but passwords and the key.
 */
public final class SchemaMigration {

    private static final String LOCATION = "classpath:db/migration";

    private final DataSource owner;

    /**
     * @param owner connections to the schema, as a user who owns it, may create users and may grant
     */
    public SchemaMigration(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Migrates.
     *
     * @param passwords one for every account
     * @param binding the key that signs tenant bindings
     * @return how many migrations ran
     * @throws IllegalArgumentException if an account has no password
     * @throws SQLException if the owner lacks a right or the database fails
     */
    public int run(Map<DatabaseAccount, String> passwords, TenantBinding binding)
            throws SQLException {
        try (Connection connection = owner.getConnection()) {
            for (DatabaseAccount account : DatabaseAccount.values()) {
                String password = passwords.get(account);
                if (password == null || password.isBlank()) {
                    throw new IllegalArgumentException(
                            "no password for database user " + account.user());
                }
                setPassword(
                        connection,
                        "CREATE USER IF NOT EXISTS ?@'%' IDENTIFIED BY ?",
                        account,
                        password);
                setPassword(connection, "ALTER USER ?@'%' IDENTIFIED BY ?", account, password);
            }
        }
        int migrations =
                Flyway.configure()
                        .dataSource(owner)
                        .locations(LOCATION)
                        .load()
                        .migrate()
                        .migrationsExecuted;
        storeKey(binding);
        return migrations;
    }

    private static void setPassword(
            Connection connection, String sql, DatabaseAccount account, String password)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, account.user());
            statement.setString(2, password);
            statement.execute();
        }
    }

    private void storeKey(TenantBinding binding) throws SQLException {
        String sql =
                "INSERT INTO tenant_binding_key (id, inner_pad, outer_pad) VALUES (1, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE inner_pad = VALUES(inner_pad), outer_pad = VALUES(outer_pad)";
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, binding.innerPad());
            statement.setBytes(2, binding.outerPad());
            statement.execute();
        }
    }
}
