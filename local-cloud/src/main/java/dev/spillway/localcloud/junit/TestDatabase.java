package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.database.DatabaseAddress;
import dev.spillway.localcloud.database.OperatorGrant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A schema that was empty when the test class started, in UTC and utf8mb4.
 *
 * @param jdbcUrl for Connector/J; names the schema
 * @param owner may do anything in the schema, create users and grant; no superuser
 * @param dialect {@code MySQL} or {@code MariaDB}; Hibernate has to be told the second
 */
public record TestDatabase(
        String jdbcUrl, String schema, String owner, String ownerPassword, String dialect) {

    static TestDatabase on(DatabaseAddress address, String schema, String product) {
        return new TestDatabase(
                address.jdbcUrl(schema),
                schema,
                address.owner().user(),
                address.owner().password(),
                product.startsWith("MariaDB") ? "MariaDB" : "MySQL");
    }

    public boolean isMariaDb() {
        return "MariaDB".equals(dialect);
    }

    /** A new connection as the owner; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect(owner, ownerPassword);
    }

    /**
     * A new connection as who may have the whole server only read, and nothing else; the caller
     * closes it, and leaves the server as it was.
     */
    public Connection connectAsOperator() throws SQLException {
        String server = jdbcUrl.replace("/" + schema + "?", "/?");
        return DriverManager.getConnection(server, OperatorGrant.OPERATOR, ownerPassword);
    }

    /** A new connection as another account; the caller closes it. */
    public Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    @Override
    public String toString() {
        return "TestDatabase[%s, %s]".formatted(dialect, schema);
    }
}
