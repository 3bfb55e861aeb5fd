package dev.spillway.worker.drain;

import dev.spillway.worker.archive.MessageArchive;
import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.turn.Lane;
import dev.spillway.worker.turn.Turns;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;

/** What drains the lanes: receivers, turns, writers. */
@Configuration(proxyBeanMethods = false)
class LaneConfiguration {

    /** Gauge: batches that may be written at a time at present. */
    static final String WRITERS = "spillway.drain.writers";

    /** Gauge: messages received and not settled. */
    static final String IN_FLIGHT = "spillway.drain.in.flight";

    /** Gauge: messages in flight whose turn has not come. */
    static final String WAITING = "spillway.drain.waiting";

    /**
     * Gauge, in seconds: how long the oldest message that is not stored has waited, as far as this
     * worker knows. Tags: lane.
     */
    static final String AGE = "spillway.drain.age";

    /** One receive of ten takes milliseconds, a lone one would bound what a worker gets. */
    private static final int POLLERS = 2;

    /** Besides, while receives are full. */
    private static final int HELPERS = 6;

    /** For what SQS gave up on: it is little, and shall not push the rest aside. */
    private static final int DEAD_LETTERS_IN_FLIGHT = 10;

    /** The memory for messages in flight, in shares: nobody's is taken up by somebody else. */
    private static final int SHARES = 32;

    private static final int MAIN_SHARE = 23;
    private static final int OVERFLOW_SHARE = 7;
    private static final int DEAD_LETTERS_SHARE = 1;

    /** So that a batch that waits for one tenant's lock does not keep all others from writing. */
    private static final int FLOOR = 2;

    /** What a receive may take beyond its poll before it counts as none. */
    private static final Duration LATE = Duration.ofSeconds(5);

    /** Between two reports of this worker to the others. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    @Bean
    Pace pace(DrainProperties drain, MeterRegistry registry) {
        Pace pace = new Pace(Math.min(FLOOR, drain.writers()), drain.writers(), drain.target());
        Gauge.builder(WRITERS, pace, Pace::limit).register(registry);
        return pace;
    }

    @Bean
    Turns<Delivery> turns(DrainProperties drain, MeterRegistry registry) {
        Turns<Delivery> turns =
                new Turns<>((int) drain.batch().size().toBytes(), drain.batch().messages());
        Gauge.builder(WAITING, turns, Turns::waiting).register(registry);
        return turns;
    }

    @Bean
    InFlight inFlight(MeterRegistry registry) {
        InFlight inFlight = new InFlight();
        Gauge.builder(IN_FLIGHT, inFlight, InFlight::size).register(registry);
        return inFlight;
    }

    @Bean
    Held held(InFlight inFlight, Clock clock) {
        return new Held(inFlight, clock);
    }

    @Bean
    LaneAges laneAges(Held held, DrainProperties drain, Clock clock, MeterRegistry registry) {
        LaneAges ages = new LaneAges(held, drain.poll().plus(drain.poll()).plus(LATE), clock);
        for (Lane lane : Lane.values()) {
            Gauge.builder(AGE, ages, each -> each.age(lane).toSeconds())
                    .tag("lane", lane.code())
                    .baseUnit("seconds")
                    .register(registry);
        }
        return ages;
    }

    @Bean
    DrainReports drainReports(JdbcClient jdbc, Held held, Clock clock) {
        return new DrainReports(jdbc, held, clock);
    }

    @Bean
    SchedulingConfigurer reportSchedule(DrainReports reports) {
        return tasks -> tasks.addFixedRateTask(new FixedRateTask(reports::report, REPORT, REPORT));
    }

    @Bean
    Settlement settlement(
            InFlight inFlight,
            Held held,
            MessageArchive archive,
            MeterRegistry registry,
            DrainProperties drain) {
        return new Settlement(inFlight, held, archive, registry, drain.handBack());
    }

    @Bean
    DeliveryStore deliveryStore(
            ParcelStore store,
            ParkedMessages parked,
            Patience patience,
            Pace pace,
            Settlement settlement,
            Turns<Delivery> turns,
            DrainProperties drain) {
        return new DeliveryStore(
                store,
                parked,
                patience,
                pace,
                settlement,
                turns,
                drain.batch().content().toBytes());
    }

    @Bean
    LaneDrain laneDrain(
            LaneQueues lanes,
            QueueProperties urls,
            DrainProperties drain,
            Gates gates,
            Turns<Delivery> turns,
            InFlight inFlight,
            Held held,
            Settlement settlement,
            Pace pace,
            DeliveryStore store) {
        List<Receiver> receivers = new ArrayList<>();
        for (Inlet inlet : inlets(lanes, urls, held, drain)) {
            Rhythm rhythm = new Rhythm(drain.gathering(), inlet.helpers());
            List<Rhythm.Beat> beats =
                    new ArrayList<>(Collections.nCopies(inlet.pollers(), rhythm.steady()));
            beats.addAll(Collections.nCopies(inlet.helpers(), rhythm.helping()));
            for (Rhythm.Beat beat : beats) {
                receivers.add(
                        new Receiver(
                                inlet.queue(),
                                inlet.mark(),
                                inlet.most(),
                                inFlight,
                                turns,
                                gates,
                                settlement,
                                rhythm,
                                beat));
            }
        }
        List<Writer> writers =
                Collections.nCopies(
                        drain.writers(), new Writer(turns, pace, drain.patience(), store));
        return new LaneDrain(receivers, writers, turns, inFlight, settlement, drain.visibility());
    }

    /** A queue, how much of it may be in flight, and how many receive from it at a time. */
    private record Inlet(
            LaneQueue queue, ReceivedMark mark, InFlight.Room most, int pollers, int helpers) {}

    private static List<Inlet> inlets(
            LaneQueues lanes, QueueProperties urls, Held held, DrainProperties drain) {
        DrainProperties.InFlight most = drain.inFlight();
        List<Inlet> inlets = new ArrayList<>();
        inlets.add(
                new Inlet(
                        lanes.of(Lane.MAIN, urls.main()),
                        held.mark(Lane.MAIN),
                        room(most.main(), most, MAIN_SHARE),
                        POLLERS,
                        HELPERS));
        inlets.add(
                new Inlet(
                        lanes.of(Lane.OVERFLOW, urls.overflow()),
                        held.mark(Lane.OVERFLOW),
                        room(most.overflow(), most, OVERFLOW_SHARE),
                        POLLERS,
                        HELPERS));
        for (String url : deadLetters(urls)) {
            inlets.add(
                    new Inlet(
                            lanes.givenUp(Lane.OVERFLOW, url),
                            new ReceivedMark(),
                            room(DEAD_LETTERS_IN_FLIGHT, most, DEAD_LETTERS_SHARE),
                            1,
                            0));
        }
        return inlets;
    }

    private static InFlight.Room room(int messages, DrainProperties.InFlight most, int share) {
        return new InFlight.Room(messages, most.size().toBytes() * share / SHARES);
    }

    private static List<String> deadLetters(QueueProperties urls) {
        List<String> present = new ArrayList<>();
        addIfPresent(present, urls.mainDeadLetters());
        addIfPresent(present, urls.overflowDeadLetters());
        return present;
    }

    private static void addIfPresent(List<String> urls, @Nullable String url) {
        if (url != null && !url.isBlank()) {
            urls.add(url);
        }
    }
}
