package dev.spillway.platform.tenancy;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.spillway.platform.id.Ids;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections that see the rows of one tenant: the one bound to the thread. The binding
 * is set when a connection is taken and cleared when it is given back; a connection that cannot be
 * cleared is thrown away. Thread-safe.
 */
public final class TenantBoundDataSource extends DelegatingDataSource {

    private static final String BIND = "SET @spillway_tenant = ?, @spillway_binding = ?";
    private static final String CLEAR = "SET @spillway_tenant = NULL, @spillway_binding = NULL";

    private final TenantBinding binding;

    public TenantBoundDataSource(DataSource pool, TenantBinding binding) {
        super(pool);
        this.binding = binding;
    }

    /**
     * A connection for the bound tenant.
     *
     * @throws IllegalStateException if no tenant is bound
     */
    @Override
    public Connection getConnection() throws SQLException {
        UUID tenantId = TenantContext.required();
        Connection connection = obtainTargetDataSource().getConnection();
        try {
            bind(connection, tenantId);
            return returning(connection);
        } catch (SQLException | RuntimeException e) {
            giveBack(connection);
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("tenant connections have one user");
    }

    private void bind(Connection connection, UUID tenantId) throws SQLException {
        long connectionId = connection.unwrap(JdbcConnection.class).getId();
        try (PreparedStatement statement = connection.prepareStatement(BIND)) {
            statement.setBytes(1, Ids.bytes(tenantId));
            statement.setString(2, binding.sign(tenantId, connectionId));
            statement.execute();
        }
    }

    private static Connection returning(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        TenantBoundDataSource.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                giveBack(connection);
                                return null;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    private static void giveBack(Connection connection) throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                clear(connection);
            }
        }
    }

    private static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CLEAR);
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }
}
