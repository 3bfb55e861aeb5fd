package dev.spillway.app.recipient;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.plan.Plan;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What the bound tenant keeps of people. */
@Repository
class Holdings {

    private static final String EVENTS =
            "SELECT COUNT(*) AS events, COUNT(DISTINCT webhook_id) AS webhooks,"
                    + " MIN(occurred_at) AS first_at, MAX(occurred_at) AS last_at"
                    + " FROM app_event WHERE recipient_hash IN (:hashes)";

    private static final String ERASED =
            "SELECT MAX(erased_at) AS erased_at FROM app_tombstone"
                    + " WHERE recipient_hash IN (:hashes)";

    /** From the rollups: counting the webhooks themselves would read them. */
    private static final String STORED =
            "SELECT COALESCE(SUM(webhooks), 0) FROM app_traffic_rollup"
                    + " WHERE grain = 'hour' AND bucket >= :from AND outcome = 'stored'";

    private static final String LETTERS = "SELECT COUNT(*) FROM app_dead_letter";

    private static final String HELD =
            "SELECT COUNT(*) FROM app_quarantine WHERE status = 'held' AND expires_at > :now";

    private final TenantDatabase database;
    private final Clock clock;

    Holdings(TenantDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Holding of(Person person) {
        Instant erasedAt = erasedAt(person);
        Holding.Search search = search();
        return database.sql(EVENTS)
                .param("hashes", person.keys())
                .query(Row.mapper(row -> holding(row, erasedAt, search)))
                .single();
    }

    private static Holding holding(Row row, @Nullable Instant erasedAt, Holding.Search search)
            throws SQLException {
        return new Holding(
                row.number("events"),
                row.number("webhooks"),
                row.instantOrNull("first_at"),
                row.instantOrNull("last_at"),
                erasedAt,
                search);
    }

    private @Nullable Instant erasedAt(Person person) {
        return database.sql(ERASED)
                .param("hashes", person.keys())
                .query(Row.mapper(row -> Optional.ofNullable(row.instantOrNull("erased_at"))))
                .single()
                .orElse(null);
    }

    private Holding.Search search() {
        Instant now = clock.instant();
        return new Holding.Search(
                database.sql(STORED)
                        .param("from", Row.time(oldest(now)))
                        .query(Long.class)
                        .single(),
                database.sql(LETTERS).query(Long.class).single(),
                database.sql(HELD).param("now", Row.time(now)).query(Long.class).single());
    }

    private Instant oldest(Instant now) {
        int days =
                database.sql("SELECT plan FROM app_tenant")
                        .query(String.class)
                        .optional()
                        .flatMap(Plan::find)
                        .map(Plan::webhookDays)
                        .orElse(0);
        return now.atZone(ZoneOffset.UTC).minus(Period.ofDays(days)).toInstant();
    }
}
