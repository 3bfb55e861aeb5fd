package dev.spillway.app.database;

import dev.spillway.platform.tenancy.TenantContext;
import io.micrometer.core.instrument.Counter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A pool of which one tenant holds only a share at any moment: what is slow for him leaves
 * connections for everybody else. Who wants more waits for his own to come back, and is refused
 * when they do not. Thread-safe.
 */
final class FairPool extends DelegatingDataSource {

    private static final Logger log = LoggerFactory.getLogger(FairPool.class);

    private final int share;
    private final Duration patience;
    private final Counter refused;

    /** Of tenants who hold or want a connection now, and of nobody else. */
    private final ConcurrentMap<UUID, Share> shares = new ConcurrentHashMap<>();

    FairPool(DataSource pool, int share, Duration patience, Counter refused) {
        super(pool);
        this.share = share;
        this.patience = patience;
        this.refused = refused;
    }

    /**
     * A connection out of the bound tenant's share.
     *
     * @throws ShareTakenException if all of it is taken and stays so
     * @throws IllegalStateException if no tenant is bound
     */
    @Override
    public Connection getConnection() throws SQLException {
        Place place = place(TenantContext.required());
        try {
            return returning(obtainTargetDataSource().getConnection(), place);
        } catch (SQLException | RuntimeException e) {
            place.giveBack();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("a fair pool has one user");
    }

    private Place place(UUID tenantId) throws ShareTakenException {
        Share mine =
                shares.compute(
                        tenantId,
                        (id, known) -> (known == null ? new Share(share) : known).joined());
        if (isFreeInTime(mine)) {
            return new Place(tenantId, mine);
        }
        leave(tenantId);
        refused.increment();
        log.warn("tenant {} holds his share of connections; one more was refused", tenantId);
        throw new ShareTakenException();
    }

    private boolean isFreeInTime(Share mine) {
        try {
            return mine.free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(UUID tenantId) {
        shares.computeIfPresent(tenantId, (id, known) -> known.left());
    }

    private static Connection returning(Connection connection, Place place) {
        return (Connection)
                Proxy.newProxyInstance(
                        FairPool.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            } finally {
                                if (method.getName().equals("close")) {
                                    place.giveBack();
                                }
                            }
                        });
    }

    /** For how many tenants it keeps count. */
    int tenants() {
        return shares.size();
    }

    /** One tenant's connections. How many hold or want one changes under the map's lock only. */
    private static final class Share {

        private final Semaphore free;
        private int members;

        Share(int connections) {
            free = new Semaphore(connections, true);
        }

        Share joined() {
            members++;
            return this;
        }

        /** Null, which takes it out of the map, after the last. */
        @Nullable Share left() {
            members--;
            return members == 0 ? null : this;
        }
    }

    /** What one connection takes of its tenant's share, until it is closed for the first time. */
    private final class Place {

        private final UUID tenantId;
        private final Share mine;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        Place(UUID tenantId, Share mine) {
            this.tenantId = tenantId;
            this.mine = mine;
        }

        void giveBack() {
            if (taken.compareAndSet(true, false)) {
                mine.free.release();
                leave(tenantId);
            }
        }
    }
}
