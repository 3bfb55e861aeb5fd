package dev.spillway.worker.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How a worker without settings of its own keeps house. */
final class RetentionFixture {

    private RetentionFixture() {}

    static RetentionProperties properties() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("spillway.retention", RetentionProperties.class);
    }

    /** All that is swept rather than dropped by the day. */
    static List<Sweep.Table> swept() {
        return RetentionConfiguration.tables(properties());
    }

    /** All by which something goes, at that time. */
    static List<Chore> chores(DataSource pool, Instant now) {
        return chores(pool, now, now);
    }

    /** Likewise, while what was received since that moment waits. */
    static List<Chore> chores(DataSource pool, Instant stored, Instant now) {
        return RetentionConfiguration.chores(
                new JdbcTemplate(pool),
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                properties(),
                InstantSource.fixed(stored),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    static Chore chore(DataSource pool, String name, Instant now) {
        return chores(pool, now).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
