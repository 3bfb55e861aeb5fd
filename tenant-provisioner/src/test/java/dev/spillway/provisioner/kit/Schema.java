package dev.spillway.provisioner.kit;

import dev.spillway.localcloud.junit.TestDatabase;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.schema.SchemaMigration;
import dev.spillway.platform.tenancy.TenantBinding;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The schema of a test. */
public final class Schema {

    public static final String BINDING_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private Schema() {}

    public static void migrate(TestDatabase database) {
        try {
            new SchemaMigration(owner(database)).run(passwords(), TenantBinding.of(BINDING_KEY));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static DataSource owner(TestDatabase database) {
        return new DriverManagerDataSource(
                database.jdbcUrl(), database.owner(), database.ownerPassword());
    }

    public static DataSource as(DatabaseAccount account, TestDatabase database) {
        return new DriverManagerDataSource(database.jdbcUrl(), account.user(), password(account));
    }

    /** The same in every test: all schemas of a server share its users. */
    public static String password(DatabaseAccount account) {
        return "test-" + account.user();
    }

    private static Map<DatabaseAccount, String> passwords() {
        return Arrays.stream(DatabaseAccount.values())
                .collect(Collectors.toMap(Function.identity(), Schema::password));
    }
}
