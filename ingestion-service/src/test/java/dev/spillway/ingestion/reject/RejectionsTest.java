package dev.spillway.ingestion.reject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.testkit.InMemoryQueue;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.Rejections.Count;
import dev.spillway.platform.signal.Rejections.Sample;
import dev.spillway.platform.signal.SignalCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RejectionsTest {

    private static final UUID ACME = new UUID(1, 1);
    private static final UUID BETA = new UUID(2, 2);
    private static final UUID SOURCE = new UUID(3, 3);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:30Z");
    private static final Instant MINUTE = Instant.parse("2026-11-21T10:00:00Z");

    private final RejectProperties properties =
            new RejectProperties(Duration.ofMillis(20), 1000, 3, 2);
    private final RejectionLedger ledger = new RejectionLedger(properties);
    private final InMemoryQueue queue = new InMemoryQueue();
    private final RejectionFlusher flusher = new RejectionFlusher(ledger, queue, properties);

    private void record(UUID tenant, UUID source, ErrorCode reason, Instant at) {
        ledger.record(
                tenant,
                source,
                reason,
                at,
                () -> new Sample(Ids.next(), at, "POST", "", List.of(), 0));
    }

    private List<Rejections> sent() {
        return queue.messages().stream()
                .map(Message::body)
                .map(SignalCodec::decode)
                .map(Rejections.class::cast)
                .toList();
    }

    @Test
    void countsPerSourceReasonAndMinuteAndKeepsAFewSamples() {
        for (int i = 0; i < 5; i++) {
            record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        }
        record(ACME, SOURCE, ErrorCode.BODY_TOO_LARGE, NOW);
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW.plusSeconds(60));

        flusher.flush();

        assertThat(sent())
                .singleElement()
                .satisfies(signal -> {
                    assertThat(signal.tenantId()).isEqualTo(ACME);
                    assertThat(signal.counts())
                            .extracting(Count::reason, Count::minute, Count::count)
                            .containsExactlyInAnyOrder(
                                    org.assertj.core.groups.Tuple.tuple(
                                            "signature_invalid", MINUTE, 5L),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "body_too_large", MINUTE, 1L),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "signature_invalid", MINUTE.plusSeconds(60), 1L));
                    assertThat(signal.counts().stream().mapToInt(c -> c.samples().size()).sum())
                            .isEqualTo(3);
                    assertThat(signal.counts())
                            .allSatisfy(c -> assertThat(c.samples()).hasSizeLessThanOrEqualTo(2));
                });
    }

    @Test
    void tenantsNeverShareASignal() {
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        record(BETA, new UUID(4, 4), ErrorCode.SIGNATURE_INVALID, NOW);

        flusher.flush();

        assertThat(sent()).extracting(Rejections::tenantId).containsExactlyInAnyOrder(ACME, BETA);
        assertThat(queue.messages())
                .allSatisfy(message ->
                        assertThat(SignalCodec.decode(message.body()).tenantId())
                                .isEqualTo(message.tenantId()));
    }

    @Test
    void nothingIsSentWhenNothingWasRefused() {
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        flusher.flush();
        flusher.flush();

        assertThat(queue.begun()).isEqualTo(1);
    }

    @Test
    void whatTheQueueDidNotTakeIsSentAgainUnderTheSameId() {
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        record(BETA, new UUID(4, 4), ErrorCode.SIGNATURE_INVALID, NOW);
        queue.refuse((_, message) -> message.tenantId().equals(BETA));
        flusher.flush();
        assertThat(sent()).extracting(Rejections::tenantId).containsExactly(ACME);

        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        queue.refuse((_, _) -> false);
        flusher.flush();
        flusher.flush();

        assertThat(sent()).extracting(Rejections::tenantId).containsExactly(ACME, BETA, ACME);
        assertThat(sent()).extracting(Rejections::id).doesNotHaveDuplicates();
    }

    @Test
    void outageLosesNoCount() {
        queue.goAway(true);
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        flusher.flush();
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        flusher.flush();

        queue.goAway(false);
        flusher.flush();
        flusher.flush();

        assertThat(sent().stream().flatMap(s -> s.counts().stream()).mapToLong(Count::count).sum())
                .isEqualTo(2);
    }

    /** One tenant's signal that can never be sent holds up nobody's, and is given up in the end. */
    @Test
    void signalThatTheQueueGoesOnRefusingHoldsNobodyElseUp() {
        queue.refuse((_, message) -> message.tenantId().equals(BETA));
        record(BETA, new UUID(4, 4), ErrorCode.SIGNATURE_INVALID, NOW);
        record(BETA, new UUID(4, 4), ErrorCode.SIGNATURE_INVALID, NOW);
        flusher.flush();

        for (int round = 1; round <= 6; round++) {
            record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
            flusher.flush();
            assertThat(sent()).hasSize(round);
        }

        assertThat(sent()).extracting(Rejections::tenantId).containsOnly(ACME);
        assertThat(ledger.uncounted()).isEqualTo(2);
        queue.refuse((_, _) -> false);
        flusher.flush();
        assertThat(sent()).hasSize(6);
    }

    /** Ten large samples a tally fit, a hundred do not: then the counts go without them. */
    @Test
    void countsGoWithoutTheirSamplesWhereThoseFitNoMessage() {
        RejectProperties generous = new RejectProperties(Duration.ofMillis(20), 1000, 100, 100);
        RejectionLedger full = new RejectionLedger(generous);
        Header large = new Header("User-Agent", "é".repeat(8000));
        for (int i = 0; i < 100; i++) {
            full.record(
                    ACME,
                    SOURCE,
                    ErrorCode.SIGNATURE_INVALID,
                    NOW,
                    () -> new Sample(Ids.next(), NOW, "POST", "", List.of(large), 0));
        }

        new RejectionFlusher(full, queue, generous).flush();

        assertThat(sent())
                .singleElement()
                .satisfies(signal -> {
                    assertThat(signal.counts()).singleElement().returns(100L, Count::count);
                    assertThat(signal.counts().getFirst().samples()).isEmpty();
                });
    }

    /** What waits is bounded: while the queue is away nothing more leaves the ledger. */
    @Test
    void ledgerKeepsWhatComesWhileTheQueueIsAway() {
        queue.goAway(true);
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        flusher.flush();
        for (int i = 0; i < 3; i++) {
            record(BETA, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
            flusher.flush();
        }

        queue.goAway(false);
        flusher.flush();
        assertThat(sent()).extracting(Rejections::tenantId).containsExactly(ACME);
        flusher.flush();
        assertThat(sent())
                .filteredOn(signal -> signal.tenantId().equals(BETA))
                .singleElement()
                .satisfies(signal -> assertThat(signal.counts().getFirst().count()).isEqualTo(3));
    }

    @Test
    void attackOverManySourcesIsBounded() {
        for (int i = 0; i < 1500; i++) {
            record(ACME, new UUID(9, i), ErrorCode.SIGNATURE_INVALID, NOW);
        }
        assertThat(ledger.uncounted()).isEqualTo(500);

        flusher.flush();

        assertThat(sent()).hasSize(5);
        assertThat(sent().stream().mapToInt(signal -> signal.counts().size()).sum())
                .isEqualTo(1000);
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        assertThat(ledger.uncounted()).isEqualTo(500);
    }

    @Test
    void flushesByItselfAndOnceMoreWhenClosed() {
        flusher.start();
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        Awaitility.await().until(() -> sent().size() == 1);

        RejectionFlusher unstarted = new RejectionFlusher(ledger, queue, properties);
        flusher.close();
        record(BETA, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        unstarted.close();
        assertThat(sent()).extracting(Rejections::tenantId).containsExactly(ACME, BETA);
    }

    @Test
    void timerOutlivesAThrow() {
        queue.breakDown(true);
        flusher.start();
        record(ACME, SOURCE, ErrorCode.SIGNATURE_INVALID, NOW);
        Awaitility.await().until(() -> queue.begun() > 1);

        queue.breakDown(false);
        Awaitility.await().until(() -> sent().size() == 1);
        flusher.close();
    }
}
