package dev.spillway.worker.quarantine;

import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.JdbcTemplate;

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

    public static void hold(JdbcTemplate jdbc, Quarantined request) {
        Instant now = Instant.now();
        new QuarantineRows(new Rows(jdbc)).insert(request, now.plus(7, ChronoUnit.DAYS), now);
    }
}
