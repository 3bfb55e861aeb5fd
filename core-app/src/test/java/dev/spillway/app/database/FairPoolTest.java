package dev.spillway.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class FairPoolTest {

    private static final UUID ACME = Ids.next();
    private static final UUID NEIGHBOUR = Ids.next();

    private final Counter refused = new SimpleMeterRegistry().counter("refused");
    private final EndlessPool connections = new EndlessPool();
    private final FairPool pool = new FairPool(connections, 2, Duration.ofMillis(20), refused);

    private Connection take(UUID tenantId) throws SQLException {
        return TenantContext.call(tenantId, () -> pool.getConnection());
    }

    @Test
    void aTenantHoldsHisShareAndNoMoreWhileOthersHaveTheirs() throws SQLException {
        try (Connection first = take(ACME);
                Connection second = take(ACME)) {
            assertThat(first).isNotSameAs(second);
            assertThatExceptionOfType(ShareTakenException.class).isThrownBy(() -> take(ACME));
            assertThat(refused.count()).isEqualTo(1);
            take(NEIGHBOUR).close();
        }

        take(ACME).close();
    }

    @Test
    void whatIsClosedTwiceIsGivenBackOnce() throws SQLException {
        try (Connection held = take(ACME)) {
            Connection twice = take(ACME);
            twice.close();
            twice.close();

            try (Connection again = take(ACME)) {
                assertThat(again).isNotSameAs(held);
                assertThatExceptionOfType(ShareTakenException.class).isThrownBy(() -> take(ACME));
            }
        }
    }

    @Test
    void whatThePoolCouldNotGiveIsNotCounted() throws SQLException {
        connections.away = true;
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> take(ACME))
                    .withMessage("away");
        }

        connections.away = false;
        take(ACME).close();
    }

    @Test
    void whoHoldsNothingIsForgotten() throws SQLException {
        try (Connection first = take(ACME);
                Connection second = take(ACME)) {
            assertThat(first).isNotSameAs(second);
            assertThatExceptionOfType(ShareTakenException.class).isThrownBy(() -> take(ACME));
            assertThat(pool.tenants()).isEqualTo(1);
        }

        assertThat(pool.tenants()).isZero();
    }

    /** Gives connections that do nothing, as many as are wanted. */
    private static final class EndlessPool extends AbstractDataSource {

        private boolean away;

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLException("away");
            }
            return (Connection)
                    Proxy.newProxyInstance(
                            EndlessPool.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> null);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
