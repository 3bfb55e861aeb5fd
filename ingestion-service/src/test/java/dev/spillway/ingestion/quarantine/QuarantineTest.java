package dev.spillway.ingestion.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.ingestion.testkit.InMemoryQueue;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.RequestCipher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.SignalCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class QuarantineTest {

    private static final int KIBIBYTE = 1024;
    private static final DataSize MAX_BODY = DataSize.ofKilobytes(512);

    private final TenantKey key = TenantKey.generate(Ids.next(), KeyPurpose.DATA);
    private final UUID sourceId = Ids.next();
    private final SourceQuarantine source = new SourceQuarantine(sourceId, key);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final QuarantineMeters meters = new QuarantineMeters(registry);
    private final InMemoryQueue queue = new InMemoryQueue();
    private final WaitingRequests waiting = new WaitingRequests(DataSize.ofMegabytes(4).toBytes());
    private final Quarantine quarantine = quarantine(100);
    private final QuarantineSender sender = sender();

    private Quarantine quarantine(int perMinute) {
        return new Quarantine(
                new QuarantineProperties(
                        MAX_BODY,
                        perMinute,
                        DataSize.ofMegabytes(64),
                        DataSize.ofMegabytes(4),
                        Duration.ofMillis(20)),
                waiting,
                meters);
    }

    private QuarantineSender sender() {
        return new QuarantineSender(waiting, queue, meters, Duration.ofMillis(20));
    }

    private static HeldRequest request(int size) {
        return new HeldRequest(
                "POST",
                "https://in.example/in/key",
                "",
                List.of(new Header("Authorization", "Bearer s3cret")),
                new byte[size],
                "");
    }

    private UUID offer(int size) {
        return offer(quarantine, source, size);
    }

    private static UUID offer(Quarantine quarantine, SourceQuarantine source, int size) {
        UUID id = Ids.next();
        quarantine.offer(source, id, ErrorCode.SIGNATURE_INVALID, size, () -> request(size));
        return id;
    }

    private List<Quarantined> sent() {
        return queue.messages().stream()
                .map(Message::body)
                .map(SignalCodec::decode)
                .map(Quarantined.class::cast)
                .toList();
    }

    private double leftOut(LeftOut reason) {
        return registry.counter(QuarantineMeters.LEFT_OUT, "reason", reason.code()).count();
    }

    @Test
    void whatIsRefusedLeavesSealedAndOpensForItsTenant() {
        UUID id = offer(17);

        sender.flush();

        Quarantined signal = sent().getFirst();
        assertThat(signal.id()).isEqualTo(id);
        assertThat(signal.tenantId()).isEqualTo(key.tenantId());
        assertThat(signal.sourceId()).isEqualTo(sourceId);
        assertThat(signal.receivedAt()).isEqualTo(Ids.madeAt(id));
        assertThat(signal.reason()).isEqualTo("signature_invalid");
        assertThat(signal.size()).isEqualTo(17);
        assertThat(queue.messages().getFirst().body()).doesNotContain("s3cret", "Bearer");
        HeldRequest opened =
                HeldRequestCodec.decode(
                        RequestCipher.open(key, sourceId, signal.id(), signal.sealed()));
        assertThat(opened).usingRecursiveComparison().isEqualTo(request(17));
        assertThat(waiting.bytes()).isZero();
        assertThat(registry.counter(QuarantineMeters.QUARANTINED).count()).isEqualTo(1);
    }

    /** A thousand offers of half a megabyte: what is held stays where it is. */
    @Test
    void aFloodIsBoundedInMemoryAndByItsSourcesBudget() {
        SourceQuarantine neighbour = new SourceQuarantine(Ids.next(), key);
        for (int i = 0; i < 1000; i++) {
            offer(512 * KIBIBYTE);
        }

        assertThat(waiting.bytes()).isBetween(1L, DataSize.ofMegabytes(4).toBytes());
        assertThat(leftOut(LeftOut.OVER_BUDGET)).isEqualTo(900);
        assertThat(leftOut(LeftOut.BACKLOG_FULL)).isEqualTo(93);
        sender.flush();
        assertThat(sent()).hasSize(7);
        UUID other = offer(quarantine, neighbour, 10);
        sender.flush();
        assertThat(sent()).extracting(Quarantined::id).contains(other);
    }

    @Test
    void aBodyBeyondTheLimitIsNotEvenCopied() {
        quarantine.offer(
                source,
                Ids.next(),
                ErrorCode.SIGNATURE_INVALID,
                512 * KIBIBYTE + 1,
                () -> {
                    throw new AssertionError("nobody asked for it");
                });

        assertThat(leftOut(LeftOut.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void theLargestBodiesFitTheQueuesCalls() {
        for (int i = 0; i < 7; i++) {
            offer(512 * KIBIBYTE);
        }

        sender.flush();

        assertThat(sent()).hasSize(7);
        assertThat(queue.calls())
                .allSatisfy(call ->
                        assertThat(call.stream().mapToInt(Message::bytes).sum())
                                .isLessThanOrEqualTo(QueueSender.MAX_BYTES));
    }

    @Test
    void whileTheQueueIsAwayWhatWaitsIsKeptWithinItsBoundAndSentOnceLater() {
        queue.goAway(true);
        UUID first = offer(1);
        sender.flush();
        sender.flush();
        UUID second = offer(1);

        assertThat(waiting.bytes()).isPositive();
        queue.goAway(false);
        sender.flush();

        assertThat(sent()).extracting(Quarantined::id).containsExactly(first, second);
        assertThat(waiting.bytes()).isZero();
    }

    @Test
    void whatTheQueueRefusesBesideOthersHoldsUpNobody() {
        queue.refuse((place, _) -> place == 0);
        offer(1);
        UUID second = offer(1);

        sender.flush();

        assertThat(sent()).extracting(Quarantined::id).containsExactly(second);
        assertThat(leftOut(LeftOut.NOT_TAKEN)).isEqualTo(1);
        assertThat(waiting.bytes()).isZero();
    }

    /** Alone in its call too: it would stay the first in line. */
    @Test
    void whatTheQueueRefusesAloneHoldsUpNobodyEither() {
        queue.refuse((_, _) -> true);
        offer(1);
        sender.flush();
        queue.refuse((_, _) -> false);
        UUID second = offer(1);

        sender.flush();

        assertThat(sent()).extracting(Quarantined::id).containsExactly(second);
        assertThat(leftOut(LeftOut.NOT_TAKEN)).isEqualTo(1);
    }

    @Test
    void sendsByItselfOutlivesAThrowAndSendsTheRestWhenClosed() {
        queue.breakDown(true);
        sender.start();
        UUID first = offer(1);
        Awaitility.await().until(() -> queue.begun() > 1);

        queue.breakDown(false);
        Awaitility.await().until(() -> sent().size() == 1);
        sender.close();
        UUID last = offer(1);
        sender().close();

        assertThat(sent()).extracting(Quarantined::id).containsExactly(first, last);
    }

    @Test
    void whatCannotBeSentAtTheEndIsCounted() {
        queue.goAway(true);
        for (int i = 0; i < 25; i++) {
            offer(1);
        }

        sender.close();

        assertThat(leftOut(LeftOut.STOPPED)).isEqualTo(25);
        assertThat(waiting.bytes()).isZero();
    }
}
