package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.UtcTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** All tenants have their turn, whoever keeps house, and however often he is started anew. */
@CloudTest(parts = Part.DATABASE)
class RollupRoundIT {

    private static final Instant NOW = Instant.now();
    private static final int MOST = 10;

    private static WorkerDatabase database;
    private static HikariDataSource pool;

    private TenantFixture one;
    private TenantFixture next;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void twoTenantsAndARoundThatBegins() {
        one = database.tenant(Plan.STARTER, "stripe", "{}");
        next = database.tenant(Plan.STARTER, "stripe", "{}");
        database.owner().update("DELETE FROM sweep WHERE name = 'rollup'");
    }

    /** A row that is older than any plan keeps it. */
    private static void addOld(TenantFixture tenant) {
        database.owner()
                .update(
                        "INSERT INTO campaign_hour (tenant_id, source_id, campaign_id, hour)"
                                + " VALUES (?, ?, ?, ?)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(tenant.sourceId()),
                        Ids.bytes(Ids.next()),
                        UtcTime.column(
                                NOW.minus(Duration.ofDays(5_000)).truncatedTo(ChronoUnit.HOURS)));
    }

    private static long old(TenantFixture tenant) {
        return database.count("campaign_hour", tenant.id());
    }

    private static RollupRetention retention(JdbcTransactionManager transactions) {
        return new RollupRetention(
                JdbcClient.create(pool),
                new TransactionTemplate(transactions),
                Duration.ofDays(14),
                MOST,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** As of a worker that has just started. */
    private static RollupRetention retention() {
        return retention(new JdbcTransactionManager(pool));
    }

    /** As a turn does it whose stint is long enough. */
    private static List<Long> goneWithEachStep(RollupRetention retention) {
        List<Long> gone = new ArrayList<>();
        do {
            gone.add(retention.step());
        } while (retention.isBehind(gone.getLast()));
        return gone;
    }

    @Test
    void oneTurnGoesRoundAllTenants() {
        addOld(one);
        addOld(next);

        assertThat(goneWithEachStep(retention())).containsSequence(1L, 1L);
    }

    /** He stays next until a step finds less than it may delete. */
    @Test
    void whoHasMoreThanOneStepDeletesIsGoneThroughAgain() {
        for (int i = 0; i < 2 * MOST + 5; i++) {
            addOld(one);
        }
        addOld(next);

        assertThat(goneWithEachStep(retention())).containsSequence(10L, 10L, 5L, 1L);
    }

    @Test
    void whoHasTheNextTurnGoesOnBehindTheLastTenant() {
        addOld(one);
        RollupRetention stopped = retention();
        while (old(one) > 0) {
            stopped.step();
        }
        addOld(one);
        addOld(next);

        assertThat(retention().step()).isEqualTo(1);

        assertThat(old(next)).isZero();
        goneWithEachStep(retention());
        assertThat(old(one)).as("his turn in this round is over").isEqualTo(1);
        goneWithEachStep(retention());
        assertThat(old(one)).isZero();
    }

    @Test
    void whereItStandsIsCommittedWithWhatWasDeleted() {
        addOld(one);

        assertThatThrownBy(() -> goneWithEachStep(retention(new DyingTransactions(one))))
                .hasMessage("killed");
        assertThat(old(one)).isEqualTo(1);
        assertThat(retention().step()).as("he is next").isEqualTo(1);
    }

    /** Of a process that is killed once a tenant's rows are deleted, and nothing is committed. */
    private static final class DyingTransactions extends JdbcTransactionManager {

        private static final long serialVersionUID = 1L;

        private final transient TenantFixture tenant;

        private DyingTransactions(TenantFixture tenant) {
            super(pool);
            this.tenant = tenant;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            Long left =
                    JdbcClient.create(pool)
                            .sql("SELECT COUNT(*) FROM campaign_hour WHERE tenant_id = ?")
                            .param(Ids.bytes(tenant.id()))
                            .query(Long.class)
                            .single();
            if (left > 0) {
                super.doCommit(status);
            } else {
                doRollback(status);
                throw new IllegalStateException("killed");
            }
        }
    }
}
