package dev.spillway.load.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.CloudDescription;
import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.junit.TestDatabase;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.schema.SchemaMigration;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.tenancy.TenantBinding;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The benches' own SQL against the schema as it is: a column that is added must not break them. */
@CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED)
class DatabaseIT {

    private static final List<Tenant> TENANTS = List.of(tenant(), tenant());

    private static TestDatabase schema;

    private Database database;

    @BeforeAll
    static void migrate(TestCloud cloud) throws Exception {
        schema = cloud.database();
        MysqlDataSource owner = new MysqlDataSource();
        owner.setUrl(schema.jdbcUrl());
        owner.setUser(schema.owner());
        owner.setPassword(schema.ownerPassword());
        new SchemaMigration(owner)
                .run(
                        Arrays.stream(DatabaseAccount.values())
                                .collect(Collectors.toMap(account -> account, _ -> "of-a-test")),
                        TenantBinding.of(Base64.getEncoder().encodeToString(new byte[32])));
    }

    @BeforeEach
    void open() throws Exception {
        database =
                Database.of(
                        new CloudDescription.Database(
                                "MariaDB",
                                schema.jdbcUrl(),
                                "127.0.0.1",
                                0,
                                schema.schema(),
                                schema.owner(),
                                schema.ownerPassword()));
        database.forgetWhatWasDrained();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLoadFillsEventsAndClaimsEvenlyAndBeforeWhatIsDrained() throws Exception {
        new BulkLoad(database).load(TENANTS, 2_000);

        for (Tenant tenant : TENANTS) {
            for (String table : List.of("webhook", "event", "event_claim", "webhook_claim")) {
                assertThat(count(table, tenant)).as(table).isEqualTo(1_000);
            }
            assertThat(count("parcel_claim", tenant)).isEqualTo(1_000 / 250);
        }
        assertThat(database.number("SELECT COUNT(*) FROM event WHERE received_at > NOW(3)"))
                .isZero();
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM event WHERE webhook_id >= ?",
                                Ids.bytes(Ids.next())))
                .isZero();
    }

    @Test
    void whatIsLoadedBelongsTogetherAsWhatIsStoredDoes() throws Exception {
        new BulkLoad(database).load(TENANTS, 2_000);

        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM webhook w"
                                        + " JOIN event e ON e.tenant_id = w.tenant_id"
                                        + " AND e.webhook_id = w.id"
                                        + " JOIN parcel_claim p ON p.tenant_id = w.tenant_id"
                                        + " AND p.parcel_id = w.parcel_id"
                                        + " JOIN webhook_claim c ON c.tenant_id = w.tenant_id"
                                        + " AND c.webhook_id = w.id"
                                        + " AND c.webhook_expires_on = w.expires_on"
                                        + " WHERE LENGTH(w.body) = 0"))
                .isEqualTo(2_000);
        assertThat(database.number("SELECT COUNT(DISTINCT campaign_id) FROM event")).isEqualTo(4);
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM event WHERE campaign_id IS NULL OR"
                                        + " campaign_id <> LEFT(UNHEX(SHA2(campaign, 256)), 16)"))
                .isZero();
    }

    @Test
    void whatWasLoadedBeforeIsNeitherLostNorDoubledByWhatIsDrained() throws Exception {
        for (Tenant tenant : TENANTS) {
            database.execute(
                    "INSERT IGNORE INTO tenant (id, slug, name, plan, created_at, updated_at)"
                            + " VALUES (?, ?, 'Bench', 'scale', NOW(3), NOW(3))",
                    Ids.bytes(tenant.id()),
                    tenant.id().toString());
        }
        new BulkLoad(database).load(TENANTS, 2_000);

        assertThat(Census.of(database, Set.of(Ids.next()), 1)).isEqualTo(new Census(1, 0));
    }

    @Test
    void claimsOfALoadBeginWithTheSecondOfTheirReceipt() throws Exception {
        new BulkLoad(database).load(TENANTS, 2_000);

        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM webhook_claim WHERE"
                                        + " CONV(HEX(LEFT(identity, 4)), 16, 10)"
                                        + " = FLOOR(UNIX_TIMESTAMP(claimed_at))"))
                .isEqualTo(2_000);
    }

    @Test
    void aLoadLiesInThePartitionThatIsDrainedInto() throws Exception {
        database.splitDays();
        database.splitDays(); // a second time there is nothing to split

        new BulkLoad(database).load(TENANTS, 2_000);

        String partition =
                "p"
                        + LocalDate.now(ZoneOffset.UTC)
                                .plusDays(Plan.SCALE.eventDays())
                                .format(DateTimeFormatter.BASIC_ISO_DATE);
        assertThat(database.number("SELECT COUNT(*) FROM event PARTITION (" + partition + ")"))
                .isEqualTo(2_000);
    }

    @Test
    void theBareInsertWritesRowsLikeThoseStoredAndLeavesNothing() throws Exception {
        new BulkLoad(database).load(TENANTS, 2_000);

        try (BareInsert insert = BareInsert.prepare(database, TENANTS)) {
            assertThat(insert.perSecond(new BareInsert.Way(2, 100, true), Duration.ofMillis(300)))
                    .isPositive();
        }

        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM information_schema.tables"
                                        + " WHERE table_name = 'bench_event'"))
                .isZero();
        assertThat(database.number("SELECT COUNT(*) FROM event")).isEqualTo(2_000);
    }

    @Test
    void withoutEventsThereIsNoBaseline() {
        assertThatThrownBy(() -> BareInsert.prepare(database, TENANTS))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("No event");
    }

    @Test
    void theLedgerAddsUpTenantsAndTellsWhenWebhooksAreUnaccountedFor() throws Exception {
        traffic(TENANTS.getFirst(), "received", 7);
        traffic(TENANTS.getFirst(), "stored", 5);
        traffic(TENANTS.getLast(), "received", 3);
        traffic(TENANTS.getLast(), "duplicate", 3);

        assertThat(Ledger.of(database)).isEqualTo(new Ledger(10, 5, 3, 0));
        assertThat(Ledger.of(database).balances()).isFalse();
        traffic(TENANTS.getFirst(), "dead_letter", 2);
        assertThat(Ledger.of(database).balances()).isTrue();
    }

    @Test
    void theCensusFindsTheWebhookThatIsNowhere() throws Exception {
        UUID lost = Ids.next();
        UUID duplicate = Ids.next();
        database.execute(
                "INSERT INTO webhook_duplicate (tenant_id, id, webhook_id, source_id, received_at,"
                        + " expires_on) VALUES (?, ?, ?, ?, NOW(3), CURRENT_DATE)",
                Ids.bytes(TENANTS.getFirst().id()),
                Ids.bytes(duplicate),
                Ids.bytes(Ids.next()),
                Ids.bytes(TENANTS.getFirst().sourceId()));

        assertThat(Census.of(database, Set.of(lost, duplicate), 1)).isEqualTo(new Census(1, 0));
    }

    @Test
    void ofTheClaimsToExpireHalfHaveAndOfWebhooksTheyLieSideBySide() throws Exception {
        ClaimLoad load = new ClaimLoad(database);

        ClaimLoad.Loaded loaded = load.load(TENANTS, 2_000);

        assertThat(loaded.expired()).isEqualTo(2_000);
        assertThat(load.expiredLeft()).isEqualTo(2_000);
        assertThat(load.living()).isEqualTo(2_000);
        assertThat(database.megabytes("webhook_claim", "event_claim")).isPositive();
        for (Tenant tenant : TENANTS) {
            assertThat(
                            database.number(
                                    "SELECT COUNT(*) FROM webhook_claim WHERE tenant_id = ? AND"
                                            + " expires_at < NOW(3) AND identity > (SELECT"
                                            + " MIN(identity) FROM webhook_claim WHERE tenant_id ="
                                            + " ? AND expires_at > NOW(3))",
                                    Ids.bytes(tenant.id()),
                                    Ids.bytes(tenant.id())))
                    .isZero();
        }
    }

    @Test
    void claimsAreStoredAsAWorkerStoresThemUntilNoMoreAreWanted() throws Exception {
        long claims;
        try (ClaimStore store = ClaimStore.start(database, TENANTS)) {
            await().until(() -> store.claims() > 0);
            store.requireRunning();
            claims = store.stop();
            assertThat(store.failed()).isZero();
            assertThat(store.micros().getTotalCount()).isPositive();
        }

        assertThat(new ClaimLoad(database).living()).isEqualTo(claims);
    }

    @Test
    void theLongestStatementIsThatWhichIsMeant() throws Exception {
        LongestStatement longest = new LongestStatement("DO SLEEP(%");
        try (Database other = database.another();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Integer> sleeping = thread.submit(() -> other.execute("DO SLEEP(0.5)"));
            await().until(() -> {
                longest.look(database);
                return sleeping.isDone();
            });
        }

        assertThat(longest.millis()).isBetween(50.0, 10_000.0);
        assertThat(new LongestStatement("DO SLEEP(%").millis()).isNaN();
    }

    @Test
    void lockCountersAreThere() throws Exception {
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM information_schema.global_status WHERE"
                                        + " variable_name IN ('INNODB_DEADLOCKS',"
                                        + " 'INNODB_ROW_LOCK_WAITS', 'INNODB_ROW_LOCK_TIME')"))
                .isEqualTo(3);
        LockCounters before = LockCounters.of(database);
        assertThat(LockCounters.of(database).since(before).deadlocks()).isZero();
    }

    private void traffic(Tenant tenant, String outcome, int webhooks) throws Exception {
        database.execute(
                "INSERT INTO traffic_rollup (tenant_id, grain, bucket, source_id, outcome, slot,"
                        + " webhooks) VALUES (?, 'hour', '2026-11-21 10:00:00', ?, ?, 0, ?)",
                Ids.bytes(tenant.id()),
                Ids.bytes(tenant.sourceId()),
                outcome,
                webhooks);
    }

    private long count(String table, Tenant tenant) throws Exception {
        return database.number(
                "SELECT COUNT(*) FROM " + table + " WHERE tenant_id = ?", Ids.bytes(tenant.id()));
    }

    private static Tenant tenant() {
        return new Tenant(
                Ids.next(),
                Ids.next(),
                "a@bench.example",
                "token",
                new Target(
                        URI.create("http://127.0.0.1:1/in/key"),
                        PresetCatalogue.standard()
                                .find("none")
                                .orElseThrow()
                                .signer(Credentials.none(), Map.of())));
    }
}
