package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.WorkerDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who keeps house, and in what order. */
@CloudTest(parts = Part.DATABASE)
class HousekeepingIT {

    private static HikariDataSource pool;

    @BeforeAll
    static void open(TestCloud cloud) {
        pool = WorkerDatabase.on(cloud.database()).pool();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void onlyOneWorkerKeepsHouseAndAFailingChoreKeepsNoOther() throws Exception {
        List<String> done = new ArrayList<>();
        Housekeeping housekeeping =
                new Housekeeping(
                        new JdbcTemplate(pool),
                        List.of(
                                chore(
                                        "broken",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }),
                                chore("sound", () -> done.add("sound"))),
                        Duration.ZERO,
                        new SimpleMeterRegistry());

        try (Connection other = pool.getConnection()) {
            other.createStatement()
                    .execute("SELECT GET_LOCK(CONCAT('spillway.retention.', DATABASE()), 0)");
            housekeeping.run();
            assertThat(done).isEmpty();
            other.createStatement()
                    .execute("SELECT RELEASE_LOCK(CONCAT('spillway.retention.', DATABASE()))");
        }
        housekeeping.run();

        assertThat(done).containsExactly("sound");
    }

    private static Chore chore(String name, Runnable step) {
        return new Chore() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> tables() {
                return Set.of();
            }

            @Override
            public long step() {
                step.run();
                return 1;
            }
        };
    }
}
