package dev.spillway.worker.retention;

import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.drain.DrainReports;
import dev.spillway.worker.retention.Sweep.KeyColumn;
import dev.spillway.worker.rollup.RollupRebuild;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.transaction.support.TransactionTemplate;

/** All chores, and when they are done. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

    private static final KeyColumn TENANT = new KeyColumn("tenant_id", 16);
    private static final KeyColumn ID = new KeyColumn("id", 16);
    private static final List<KeyColumn> IDENTITY =
            List.of(TENANT, new KeyColumn("source_id", 16), new KeyColumn("identity", 32));

    /** Of workers that are no more. */
    private static final Duration DRAIN_REPORTS = Duration.ofDays(1);

    @Bean
    Housekeeping housekeeping(
            JdbcTemplate jdbc,
            TransactionTemplate readCommitted,
            RetentionProperties retention,
            RollupRebuild rebuild,
            DrainReports drain,
            Clock clock,
            MeterRegistry registry) {
        InstantSource stored = new StoredUntil(drain::backlog, clock);
        List<Chore> chores = new ArrayList<>(chores(jdbc, readCommitted, retention, stored, clock));
        chores.add(new RebuildsLeftBehind(rebuild));
        return new Housekeeping(jdbc, chores, retention.stint(), registry);
    }

    /**
     * All by which something goes because its time has come.
     *
     * @param stored up to when what was received is stored
     */
    static List<Chore> chores(
            JdbcTemplate jdbc,
            TransactionTemplate readCommitted,
            RetentionProperties retention,
            InstantSource stored,
            Clock clock) {
        JdbcClient client = JdbcClient.create(jdbc);
        List<Chore> chores = new ArrayList<>(days(jdbc, retention, clock));
        for (Sweep.Table claims : claims()) {
            chores.add(new Sweep(client, readCommitted, claims, retention.slice(), stored, clock));
        }
        for (Sweep.Table table : others(retention)) {
            chores.add(new Sweep(client, readCommitted, table, retention.slice(), clock, clock));
        }
        chores.add(
                new RollupRetention(
                        client, readCommitted, retention.minutes(), retention.slice(), clock));
        return chores;
    }

    private static List<Chore> days(JdbcTemplate jdbc, RetentionProperties retention, Clock clock) {
        int webhooks = longest(Plan::webhookDays);
        int events = longest(Plan::eventDays);
        return List.of(
                new DayPartitions(jdbc, "webhook", webhooks, retention.days(), clock),
                new DayPartitions(jdbc, "webhook_duplicate", events, retention.days(), clock),
                new DayPartitions(jdbc, "event", events, retention.days(), clock));
    }

    private static int longest(ToIntFunction<Plan> days) {
        return Arrays.stream(Plan.values()).mapToInt(days).max().orElseThrow();
    }

    /** What is swept rather than dropped by the day. */
    static List<Sweep.Table> tables(RetentionProperties retention) {
        return Stream.concat(claims().stream(), others(retention).stream()).toList();
    }

    /** What says that something was received before, for so long after that. */
    private static List<Sweep.Table> claims() {
        return List.of(
                new Sweep.Table("webhook_claim", IDENTITY, "expires_at", Duration.ZERO),
                new Sweep.Table("event_claim", IDENTITY, "expires_at", Duration.ZERO));
    }

    private static List<Sweep.Table> others(RetentionProperties retention) {
        return List.of(
                new Sweep.Table(
                        "parcel_claim",
                        List.of(TENANT, new KeyColumn("parcel_id", 16)),
                        "claimed_at",
                        retention.parcels()),
                new Sweep.Table(
                        "tombstone",
                        List.of(TENANT, new KeyColumn("recipient_hash", 32)),
                        "expires_at",
                        Duration.ZERO),
                new Sweep.Table(
                        "recipient_export_piece",
                        List.of(TENANT, new KeyColumn("export_id", 16), ID),
                        "expires_at",
                        Duration.ZERO),
                new Sweep.Table(
                        "recipient_export", List.of(TENANT, ID), "expires_at", Duration.ZERO),
                new Sweep.Table("rejection", List.of(TENANT, ID), "at", retention.rejections()),
                new Sweep.Table(
                        "outbox", List.of(TENANT, ID), "published_at", retention.published()),
                new Sweep.Table(
                        "campaign_order",
                        List.of(
                                TENANT,
                                new KeyColumn("source_id", 16),
                                new KeyColumn("order_id", 16)),
                        "seen_at",
                        retention.orders()),
                new Sweep.Table("job", List.of(TENANT, ID), "finished_at", retention.jobs()),
                new Sweep.Table(
                        "delivery",
                        List.of(
                                TENANT,
                                new KeyColumn("destination_id", 16),
                                new KeyColumn("message_id", 16)),
                        "created_at",
                        retention.published()),
                new Sweep.Table(
                        "destination_confirmation",
                        List.of(TENANT, ID),
                        "created_at",
                        retention.published()),
                new Sweep.Table("alert", List.of(TENANT, ID), "resolved_at", retention.alerts()),
                new Sweep.Table(
                        "dead_letter", List.of(TENANT, ID), "settled_at", retention.settled()),
                new Sweep.Table(
                        "drain_report",
                        List.of(new KeyColumn("worker_id", 16)),
                        "reported_at",
                        DRAIN_REPORTS));
    }

    /**
     * At a fixed rate, since tasks with a fixed delay share one thread and the outbox is among
     * them; a run that overtakes the last one finds the database's lock taken.
     */
    @Bean
    SchedulingConfigurer retentionSchedule(
            Housekeeping housekeeping, RetentionProperties retention) {
        return tasks ->
                tasks.addFixedRateTask(
                        new FixedRateTask(
                                housekeeping::run, retention.interval(), retention.interval()));
    }
}
