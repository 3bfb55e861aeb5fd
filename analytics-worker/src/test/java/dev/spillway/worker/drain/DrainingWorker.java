package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What a worker knows and reports of its main lane, at a time that a test sets, without a queue:
 * the test says what a receive came to.
 */
public final class DrainingWorker {

    /** Between two receives of an idle lane. */
    static final Duration PAUSE = Duration.ofSeconds(15);

    /** Never asked; what it gave tells by it which lane it is of. */
    private static final LaneQueue QUEUE =
            new LaneQueue(
                    SqsClient.builder()
                            .region(Region.US_EAST_1)
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .build(),
                    Runnable::run,
                    Lane.MAIN,
                    false,
                    "https://sqs.invalid/main",
                    Duration.ZERO,
                    Duration.ofMinutes(5));

    private final InFlight inFlight = new InFlight();
    private final List<Delivery> hand = new ArrayList<>();
    private final Supplier<Instant> now;
    private final Held held;
    private final LaneAges ages;
    private final DrainReports reports;

    public DrainingWorker(DataSource pool, Supplier<Instant> now) {
        this.now = now;
        Clock clock = new SetClock(now);
        this.held = new Held(inFlight, clock);
        this.ages = new LaneAges(held, PAUSE, clock);
        this.reports = new DrainReports(JdbcClient.create(pool), held, clock);
    }

    /** A receive that came to messages which had waited so long; to none, without any. */
    public void receives(Duration... waited) {
        List<Delivery> received = new ArrayList<>();
        for (Duration each : waited) {
            received.add(new Delivery(QUEUE, message(now.get().minus(each))));
        }
        hand.addAll(received);
        inFlight.add(received);
        held.mark(Lane.MAIN).received(now.get(), received);
    }

    private static Message message(Instant sentAt) {
        return Message.builder()
                .messageId(UUID.randomUUID().toString())
                .body("{}")
                .attributes(
                        Map.of(
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                Long.toString(sentAt.toEpochMilli())))
                .build();
    }

    /** All that it has in hand is committed, and waits to be deleted. */
    public void stores() {
        hand.forEach(Delivery::stored);
    }

    /** All that it has in hand could not be stored and is not to be seen for a while. */
    void handsBack(Duration hidden) {
        held.handedBack(hand, hidden);
        inFlight.remove(hand);
        hand.clear();
    }

    public void reports() {
        reports.report();
    }

    /** What all workers know together. */
    public Backlog backlog() {
        return reports.backlog(now.get());
    }

    Duration age() {
        return ages.age(Lane.MAIN);
    }

    private static final class SetClock extends Clock {
        private final Supplier<Instant> now;

        SetClock(Supplier<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
