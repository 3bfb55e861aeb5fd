package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of each table that is swept what is due goes, and nothing else, as the worker's database user.
 */
@CloudTest(parts = Part.DATABASE)
class SweptTablesIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /**
     * One row for each table: marks stand for ids, but for the tenant's and the time at the end.
     */
    private static final Map<String, String> ROWS =
            Map.ofEntries(
                    Map.entry(
                            "webhook_claim",
                            "(source_id, identity, webhook_id, webhook_expires_on, claimed_at,"
                                    + " tenant_id, expires_at)"
                                    + " VALUES (:id, :long, :id, '2020-01-01', '2020-01-01'"),
                    Map.entry(
                            "event_claim",
                            "(source_id, identity, webhook_id, tenant_id, expires_at)"
                                    + " VALUES (:id, :long, :id"),
                    Map.entry("parcel_claim", "(parcel_id, tenant_id, claimed_at) VALUES (:id"),
                    Map.entry(
                            "tombstone",
                            "(recipient_hash, erased_at, job_id, tenant_id, expires_at)"
                                    + " VALUES (:long, '2020-01-01', :id"),
                    Map.entry(
                            "recipient_export_piece",
                            "(export_id, id, sealed, tenant_id, expires_at)"
                                    + " VALUES (:id, :id, 'sealed'"),
                    Map.entry(
                            "recipient_export",
                            "(id, recipient_hash, created_at, tenant_id, expires_at)"
                                    + " VALUES (:id, :long, '2020-01-01'"),
                    Map.entry(
                            "rejection",
                            "(id, source_id, reason, method, path, headers, size_bytes, tenant_id,"
                                    + " at) VALUES (:id, :id, 'r', 'POST', '', '[]', 1"),
                    Map.entry(
                            "outbox",
                            "(id, topic, type, payload, created_at, tenant_id, published_at)"
                                    + " VALUES (:id, 'alerts', 't', '{}', '2020-01-01'"),
                    Map.entry(
                            "campaign_order",
                            "(source_id, order_id, campaign_id, tenant_id, seen_at)"
                                    + " VALUES (:id, :id, :id"),
                    Map.entry(
                            "job",
                            "(id, kind, parameters, status, requested_by_kind, requested_by,"
                                    + " created_at, tenant_id, finished_at)"
                                    + " VALUES (:id, 'k', '{}', 'done', 'user', 'a', '2020-01-01'"),
                    Map.entry(
                            "delivery",
                            "(destination_id, message_id, tenant_id, created_at)"
                                    + " VALUES (:id, :id"),
                    Map.entry(
                            "destination_confirmation",
                            "(id, destination_id, address_hash, token_hash, key_version, sealed,"
                                    + " expires_at, tenant_id, created_at)"
                                    + " VALUES (:id, :id, :long, :long, 1, 's', '2020-01-01'"),
                    Map.entry(
                            "alert",
                            "(id, scope_id, kind, status, value, basis, threshold, breached_at,"
                                    + " seen_at, resolution, tenant_id, resolved_at)"
                                    + " VALUES (:id, :id, 'k', 'resolved', 1, 1, 1, '2020-01-01',"
                                    + " '2020-01-01', 'recovered'"),
                    Map.entry(
                            "dead_letter",
                            "(id, reason, parcel, dead_at, tenant_id, settled_at)"
                                    + " VALUES (:id, 'r', 'p', '2020-01-01'"));

    /** In which there are rows that nothing has happened to yet. */
    private static final List<String> UNDECIDED = List.of("outbox", "job", "dead_letter");

    private static WorkerDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    static Stream<Sweep.Table> tables() {
        return RetentionFixture.swept().stream().filter(SweptTablesIT::isOfTenants);
    }

    private static boolean isOfTenants(Sweep.Table table) {
        return table.key().getFirst().name().equals("tenant_id");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void whatIsDueGoesAndWhatIsNotAndAnotherTenantsStays(Sweep.Table table) {
        TenantFixture ana = database.tenant("stripe");
        TenantFixture bob = database.tenant("stripe");
        Instant bound = NOW.minus(table.kept());
        for (int i = 0; i < 3; i++) {
            add(table, ana, bound.minusMillis(1));
            add(table, ana, bound);
            add(table, bob, bound.plusSeconds(i));
        }
        add(table, bob, bound.minusSeconds(1));
        List<@Nullable LocalDateTime> anas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            anas.add(UtcTime.column(bound));
        }
        if (UNDECIDED.contains(table.name())) {
            add(table, ana, null);
            anas.add(null);
        }

        assertThat(RetentionFixture.chore(pool, table.name(), NOW).step()).isEqualTo(4);

        assertThat(times(table, ana)).containsExactlyInAnyOrderElementsOf(anas);
        assertThat(times(table, bob))
                .containsExactlyInAnyOrder(
                        UtcTime.column(bound),
                        UtcTime.column(bound.plusSeconds(1)),
                        UtcTime.column(bound.plusSeconds(2)));
    }

    private static List<@Nullable Object> times(Sweep.Table table, TenantFixture tenant) {
        List<@Nullable Object> times = new ArrayList<>();
        database.rows(table.name(), tenant.id()).forEach(row -> times.add(row.get(table.time())));
        return times;
    }

    private static void add(Sweep.Table table, TenantFixture tenant, @Nullable Instant time) {
        String row = ROWS.get(table.name());
        List<@Nullable Object> values = new ArrayList<>();
        for (int at = row.indexOf(':'); at >= 0; at = row.indexOf(':', at + 1)) {
            values.add(row.startsWith(":long", at) ? identity() : Ids.bytes(Ids.next()));
        }
        values.add(Ids.bytes(tenant.id()));
        values.add(time == null ? null : UtcTime.column(time));
        database.owner()
                .update(
                        "INSERT INTO %s %s, ?, ?)"
                                .formatted(
                                        table.name(),
                                        row.replace(":long", "?").replace(":id", "?")),
                        values.toArray());
    }

    private static byte[] identity() {
        byte[] identity = new byte[32];
        System.arraycopy(Ids.bytes(Ids.next()), 0, identity, 0, 16);
        return identity;
    }

    /** A pending alert, or one that fires, ends at the end of time. */
    @Test
    void anAlertThatIsOpenStaysHoweverOldItIs() {
        TenantFixture tenant = database.tenant("stripe");
        database.owner()
                .update(
                        "INSERT INTO alert (tenant_id, id, kind, scope_id, status, value, basis,"
                                + " threshold, breached_at, fired_at, seen_at)"
                                + " VALUES (?, ?, 'k', ?, 'firing', 1, 1, 1, '2020-01-01',"
                                + " '2020-01-01', '2020-01-01')",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(Ids.next()),
                        Ids.bytes(Ids.next()));

        RetentionFixture.chore(pool, "alert", NOW).step();

        assertThat(database.count("alert", tenant.id())).isEqualTo(1);
    }

    @Test
    void aWorkersReportGoesADayAfterItsLastWord() {
        for (Instant reported : List.of(NOW.minusSeconds(86_401), NOW.minusSeconds(86_400))) {
            database.owner()
                    .update(
                            "INSERT INTO drain_report (worker_id, reported_at) VALUES (?, ?)",
                            Ids.bytes(Ids.next()),
                            UtcTime.column(reported));
        }

        assertThat(RetentionFixture.chore(pool, "drain_report", NOW).step()).isEqualTo(1);
        assertThat(database.owner().queryForList("SELECT reported_at FROM drain_report"))
                .hasSize(1);
    }
}
