package dev.spillway.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.tenancy.TenantContext;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant whose reads are slow waits for himself: his neighbours' pages stay fast. */
@AppTest
class SlowTenantIT {

    /** More than a pool has connections. */
    private static final int READS = 16;

    /** Longer than a request waits for a connection. */
    private static final String SLOW = "SELECT SLEEP(4)";

    @LocalServerPort int port;

    @Autowired TenantDatabase tenantDatabase;
    @Autowired DashboardDatabase dashboardDatabase;

    @Autowired
    @Qualifier("tenantPool")
    HikariDataSource tenantPool;

    @Autowired
    @Qualifier("dashboardPool")
    HikariDataSource dashboardPool;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Tenant slow;
    private Api slowReader;
    private Api neighbour;

    @BeforeEach
    void twoTenants() {
        slow = Tenant.named("Slow");
        slowReader = Api.at(port).withKey(slow.apiKey("read"));
        neighbour = Api.at(port).withKey(Tenant.named("Neighbour").apiKey("read"));
    }

    @AfterEach
    void allReadsEnd() {
        threads.close();
    }

    @Test
    void hisSlowReadsLeaveConnectionsForNeighbours() {
        readSlowlyEverywhere();

        for (String path :
                List.of(
                        "/api/v1/sources",
                        "/api/v1/jobs",
                        "/api/v1/webhooks",
                        "/api/v1/dashboard")) {
            assertThat(neighbour.get(path).status()).as(path).isEqualTo(200);
        }
    }

    /** Through a session of Hibernate, a statement alone and a transaction of statements. */
    @Test
    void whoHasHisShareUnderWayIsToldToComeAgainAndThenGetsIt() {
        readSlowlyEverywhere();
        List<String> paths = List.of("/api/v1/webhooks", "/api/v1/jobs", "/api/v1/dashboard");

        List<Future<Api.Answer>> asked =
                paths.stream().map(path -> threads.submit(() -> slowReader.get(path))).toList();

        assertThat(asked)
                .allSatisfy(answer -> {
                    Api.Answer refused = answer.get();
                    assertThat(refused.status()).as("%s", refused).isEqualTo(429);
                    assertThat(refused.code()).isEqualTo("too_many_requests");
                    assertThat(refused.header("Content-Type"))
                            .isEqualTo("application/problem+json");
                    assertThat(refused.header("Retry-After")).isEqualTo("1");
                });
        await().until(() -> underWay(tenantPool) + underWay(dashboardPool) == 0);
        assertThat(paths)
                .allSatisfy(path -> assertThat(slowReader.get(path).status()).isEqualTo(200));
    }

    /** Returns once as many reads are under way as get a connection. */
    private void readSlowlyEverywhere() {
        CountDownLatch asked = new CountDownLatch(2 * READS);
        for (int i = 0; i < READS; i++) {
            threads.submit(() -> readSlowly(tenantDatabase.sql(SLOW), asked));
            threads.submit(() -> readSlowly(dashboardDatabase.sql(SLOW), asked));
        }
        await().until(() ->
                asked.getCount() == 0 && underWay(tenantPool) >= 4 && underWay(dashboardPool) >= 2);
    }

    private void readSlowly(JdbcClient.StatementSpec read, CountDownLatch asked) {
        asked.countDown();
        TenantContext.run(slow.id(), () -> read.query(Long.class).single());
    }

    private static int underWay(HikariDataSource pool) {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }
}
