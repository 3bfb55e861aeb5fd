package dev.spillway.worker.quarantine;

import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.store.StoreFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** The quarantine as other features see it. */
public final class HeldFixture {

    private HeldFixture() {}

    public static HeldSearch search(Rows rows) {
        return new HeldSearch(
                new HeldRows(rows),
                new QuarantineRows(rows),
                new DataKeys(rows.jdbc(), LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY)),
                Clock.systemUTC());
    }

    /** What holds them as they come off the queue. */
    public static QuarantineStore store(StoreFixture store) {
        Rows rows = new Rows(new JdbcTemplate(store.pool()));
        return new QuarantineStore(
                rows,
                new DataKeys(rows.jdbc(), LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY)),
                store.people(),
                store.transaction(),
                new QuarantineProperties(
                        Duration.ofDays(7), 20, DataSize.ofMegabytes(1), Duration.ofMinutes(5), 3),
                new QuarantineMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    public static void hold(JdbcTemplate jdbc, Quarantined request) {
        Instant now = Instant.now();
        new QuarantineRows(new Rows(jdbc)).insert(request, now.plus(7, ChronoUnit.DAYS), now);
    }
}
