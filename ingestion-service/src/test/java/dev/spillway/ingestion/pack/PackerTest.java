package dev.spillway.ingestion.pack;

import static dev.spillway.ingestion.pack.Confirmation.CONFIRMED;
import static dev.spillway.ingestion.pack.Confirmation.TOO_LARGE;
import static dev.spillway.ingestion.pack.Confirmation.UNCONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.lane.Lane;
import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.testkit.InMemoryQueue;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PackerTest {

    private static final UUID ACME = new UUID(1, 1);
    private static final UUID BETA = new UUID(2, 2);
    private static final Duration NEVER = Duration.ofMinutes(1);

    private final InMemoryQueue queue = new InMemoryQueue();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void letGo() {
        queue.release();
        senders.close();
    }

    private Packer packer() {
        return packer(4, NEVER, NEVER, DataSize.ofMegabytes(64));
    }

    private Packer packer(int sends, Duration patience, Duration deadline, DataSize maxWaiting) {
        return packer(sends, patience, Duration.ZERO, deadline, maxWaiting);
    }

    private Packer packer(
            int sends,
            Duration patience,
            Duration gathering,
            Duration deadline,
            DataSize maxWaiting) {
        return new Packer(
                Lane.MAIN,
                queue,
                new PackProperties(
                        sends, patience, gathering, deadline, maxWaiting, Duration.ofSeconds(5)),
                new SimpleMeterRegistry());
    }

    /** Ends when a webhook each of so many tenants is confirmed, by one call. */
    private void sendTogether(Packer packer, int tenants) throws Exception {
        occupy(packer);
        List<Future<Confirmation>> waiting =
                IntStream.range(0, tenants)
                        .mapToObj(i -> send(packer, new UUID(3, i), Webhooks.small()))
                        .toList();
        await().until(() -> allWait(packer, tenants));
        queue.release();
        for (Future<Confirmation> each : waiting) {
            assertThat(each.get()).isEqualTo(CONFIRMED);
        }
    }

    private static Confirmation pack(Packer packer, UUID tenant, Webhook webhook) {
        return packer.pack(tenant, webhook, System.nanoTime());
    }

    private Future<Confirmation> send(Packer packer, UUID tenant, Webhook webhook) {
        return senders.submit(() -> pack(packer, tenant, webhook));
    }

    private List<Future<Confirmation>> send(Packer packer, UUID tenant, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> send(packer, tenant, Webhooks.small()))
                .toList();
    }

    /** A send that hangs until the queue is released. */
    private void occupy(Packer packer) {
        queue.hold();
        send(packer, ACME, Webhooks.small());
        await().until(() -> queue.begun() == 1);
    }

    private static Parcel parcel(Message message) {
        return ParcelCodec.decode(message.body());
    }

    private List<Parcel> parcels() {
        return queue.messages().stream().map(PackerTest::parcel).toList();
    }

    @Test
    void loneWebhookLeavesAtOnce() {
        Webhook webhook = Webhooks.small();

        assertThat(pack(packer(), ACME, webhook)).isEqualTo(CONFIRMED);

        assertThat(queue.messages())
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.tenantId()).isEqualTo(ACME);
                    assertThat(parcel(message).tenantId()).isEqualTo(ACME);
                    assertThat(parcel(message).webhooks()).containsExactly(webhook);
                });
    }

    @Test
    void webhooksThatArriveDuringASendLeaveTogetherWithTheNext() throws Exception {
        Packer packer = packer();
        occupy(packer);
        List<Future<Confirmation>> waiting = send(packer, ACME, 50);
        await().until(() -> allWait(packer, 50));

        queue.release();

        for (Future<Confirmation> each : waiting) {
            assertThat(each.get()).isEqualTo(CONFIRMED);
        }
        assertThat(parcels()).extracting(parcel -> parcel.webhooks().size()).containsExactly(1, 50);
    }

    @Test
    void afterAFullCallASendWaitsAMomentForMore() throws Exception {
        Packer packer = packer(1, NEVER, Duration.ofSeconds(2), NEVER, DataSize.ofMegabytes(64));
        sendTogether(packer, 10);

        Future<Confirmation> one = send(packer, ACME, Webhooks.small());
        await().until(() -> allWait(packer, 1));
        Future<Confirmation> another = send(packer, ACME, Webhooks.small());

        assertThat(one.get()).isEqualTo(CONFIRMED);
        assertThat(another.get()).isEqualTo(CONFIRMED);
        assertThat(queue.calls()).extracting(List::size).containsExactly(1, 10, 1);
        assertThat(parcels().getLast().webhooks()).hasSize(2);
    }

    @Test
    void afterOneThatHasRoomItWaitsForNothing() throws Exception {
        Packer packer = packer(1, NEVER, NEVER, NEVER, DataSize.ofMegabytes(64));
        sendTogether(packer, 9);

        assertThat(pack(packer, ACME, Webhooks.small())).isEqualTo(CONFIRMED);
    }

    private static boolean allWait(Packer packer, int count) {
        return packer.waitingBytes()
                == (long) count * new Waiting(ACME, Webhooks.small(), 0).bytes();
    }

    @Test
    void tenantsShareACallAndNeverAParcel() throws Exception {
        Packer packer = packer();
        occupy(packer);
        List<Future<Confirmation>> waiting = new ArrayList<>(send(packer, ACME, 5));
        waiting.addAll(send(packer, BETA, 5));
        await().until(() -> allWait(packer, 10));

        queue.release();
        for (Future<Confirmation> each : waiting) {
            assertThat(each.get()).isEqualTo(CONFIRMED);
        }

        assertThat(queue.calls()).hasSize(2);
        assertThat(queue.calls().getLast())
                .extracting(Message::tenantId, message -> parcel(message).tenantId())
                .containsExactlyInAnyOrder(tuple(ACME, ACME), tuple(BETA, BETA));
    }

    @Test
    void refusedParcelFailsOnlyItsOwnWebhooks() throws Exception {
        Packer packer = packer();
        occupy(packer);
        List<Future<Confirmation>> acme = send(packer, ACME, 3);
        List<Future<Confirmation>> beta = send(packer, BETA, 3);
        await().until(() -> allWait(packer, 6));

        queue.refuse((_, message) -> message.tenantId().equals(BETA));
        queue.release();

        for (Future<Confirmation> each : acme) {
            assertThat(each.get()).isEqualTo(CONFIRMED);
        }
        for (Future<Confirmation> each : beta) {
            assertThat(each.get()).isEqualTo(UNCONFIRMED);
        }
    }

    @Test
    void recoversAfterTheQueueThrew() {
        Packer packer = packer();
        queue.breakDown(true);
        assertThat(pack(packer, ACME, Webhooks.small())).isEqualTo(UNCONFIRMED);

        queue.breakDown(false);
        assertThat(pack(packer, ACME, Webhooks.small())).isEqualTo(CONFIRMED);
        await().until(() -> packer.sendsInFlight() == 0);
    }

    @Test
    void whoTimedOutBeforeLeavingIsNotSentLater() throws Exception {
        Packer packer = packer(1, NEVER, NEVER, DataSize.ofMegabytes(1));
        occupy(packer);
        Future<Confirmation> waiting = send(packer, ACME, Webhooks.small());
        await().until(() -> allWait(packer, 1));

        waiting.cancel(true);
        await().until(waiting::isDone);
        queue.release();

        await().until(() -> packer.sendsInFlight() == 0);
        assertThat(parcels()).hasSize(1);
    }

    @Test
    void deadlineEndsTheWaitForAQueueThatHangs() {
        Packer packer =
                packer(1, Duration.ofMillis(5), Duration.ofMillis(50), DataSize.ofMegabytes(1));
        queue.hold();

        long start = System.nanoTime();
        assertThat(pack(packer, ACME, Webhooks.small())).isEqualTo(UNCONFIRMED);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
    }

    /** What was spent before it came to the packer, on a certificate, it does not have again. */
    @Test
    void deadlineCountsFromTheLastByteAlsoBehindOthersWhoHaveMoreTime() throws Exception {
        Duration deadline = Duration.ofMinutes(1);
        Packer packer = packer(1, Duration.ofMillis(1), deadline, DataSize.ofMegabytes(1));
        occupy(packer);
        List<Future<Confirmation>> inTime = send(packer, ACME, 5);
        await().until(() -> allWait(packer, 5));
        long read = System.nanoTime() - deadline.minusMillis(20).toNanos();

        Future<Confirmation> late = senders.submit(() -> packer.pack(ACME, Webhooks.small(), read));

        assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo(UNCONFIRMED);
        assertThat(inTime).noneMatch(Future::isDone);
    }

    /** Dying, the watch would leave senders waiting for ever. */
    @Test
    void watchOutlivesAnError() throws Exception {
        AtomicInteger errors = new AtomicInteger();
        try (TicketWatch watch =
                new TicketWatch(
                        "watch",
                        Duration.ofMillis(1),
                        Duration.ofMillis(20),
                        _ -> {
                            errors.incrementAndGet();
                            throw new LinkageError("for the test");
                        })) {
            for (int round = 0; round < 3; round++) {
                Future<Confirmation> late =
                        senders.submit(() -> {
                            Ticket ticket = new Ticket(System.nanoTime());
                            watch.add(ticket);
                            return ticket.await();
                        });
                assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo(UNCONFIRMED);
            }
        }
        assertThat(errors).hasValue(3);
    }

    @Test
    void deadlineHoldsAgainAfterNobodyWaited() throws Exception {
        Packer packer =
                packer(1, Duration.ofMillis(5), Duration.ofMillis(20), DataSize.ofMegabytes(1));
        // Cold, the first may take longer than that.
        await().until(() -> pack(packer, ACME, Webhooks.small()) == CONFIRMED);
        queue.hold();

        for (int round = 0; round < 3; round++) {
            Future<Confirmation> late = send(packer, ACME, Webhooks.small());
            assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo(UNCONFIRMED);
        }
    }

    @Test
    void whatWaitsIsBounded() throws Exception {
        Packer packer = packer(1, NEVER, NEVER, DataSize.ofKilobytes(100));
        occupy(packer);
        Future<Confirmation> fits = send(packer, ACME, Webhooks.zeros(90 * 1024));
        await().until(() -> packer.waitingBytes() > 0);

        assertThat(pack(packer, ACME, Webhooks.zeros(20 * 1024))).isEqualTo(UNCONFIRMED);

        queue.release();
        assertThat(fits.get()).isEqualTo(CONFIRMED);
    }

    @Test
    void impatientWebhookGetsASendOfItsOwn() throws Exception {
        Packer packer = packer(2, Duration.ofMillis(5), NEVER, DataSize.ofMegabytes(1));
        occupy(packer);

        Future<Confirmation> impatient = send(packer, BETA, Webhooks.small());

        await().until(() -> queue.begun() == 2);
        queue.release();
        assertThat(impatient.get()).isEqualTo(CONFIRMED);
    }

    @Test
    void furtherSendStartsWhenItWouldBeFull() throws Exception {
        Packer packer = packer();
        occupy(packer);

        for (int tenant = 0; tenant < 9; tenant++) {
            send(packer, new UUID(9, tenant), Webhooks.small());
        }
        await().until(() -> allWait(packer, 9));
        assertThat(queue.begun()).isEqualTo(1);

        send(packer, new UUID(9, 9), Webhooks.small());
        await().until(() -> queue.begun() == 2);
    }

    @Test
    void sendsInFlightAreBounded() throws Exception {
        Packer packer = packer(2, NEVER, NEVER, DataSize.ofMegabytes(1));
        occupy(packer);

        for (int tenant = 0; tenant < 40; tenant++) {
            send(packer, new UUID(9, tenant), Webhooks.small());
        }

        await().until(() -> allWait(packer, 30));
        assertThat(packer.sendsInFlight()).isEqualTo(2);
        assertThat(queue.begun()).isEqualTo(2);
    }

    @Test
    void largeBodyThatCompressesIsTaken() {
        assertThat(pack(packer(), ACME, Webhooks.zeros(1024 * 1024))).isEqualTo(CONFIRMED);
    }

    @Test
    void webhookThatFitsNoMessageIsRefusedAlone() throws Exception {
        Packer packer = packer();
        occupy(packer);
        Future<Confirmation> small = send(packer, ACME, Webhooks.small());
        Future<Confirmation> huge = send(packer, ACME, Webhooks.random(800 * 1024));
        queue.release();

        assertThat(huge.get()).isEqualTo(TOO_LARGE);
        assertThat(small.get()).isEqualTo(CONFIRMED);
    }

    @Test
    void parcelThatCameOutTooLargeIsSplit() throws Exception {
        Packer packer = packer();
        occupy(packer);
        // Latin-1 doubles in a parcel, which is UTF-8: two of these are one load and two parcels.
        List<Header> headers = List.of(new Header("X-Name", latin1(350 * 1024)));
        Future<Confirmation> first = send(packer, ACME, Webhooks.of(new byte[0], headers));
        Future<Confirmation> second = send(packer, ACME, Webhooks.of(new byte[0], headers));
        await().until(() -> packer.waitingBytes() > 700 * 1024);

        queue.release();

        assertThat(first.get()).isEqualTo(CONFIRMED);
        assertThat(second.get()).isEqualTo(CONFIRMED);
        assertThat(parcels()).hasSize(3).extracting(Parcel::id).doesNotHaveDuplicates();
    }

    private static String latin1(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(0xA0, 0x100));
        }
        return text.toString();
    }

    @Test
    void closingWaitsForWhatWasTakenAndTakesNothingMore() throws Exception {
        Packer packer = packer();
        occupy(packer);
        Future<Confirmation> taken = send(packer, ACME, Webhooks.small());
        await().until(() -> allWait(packer, 1));

        Future<?> closing = senders.submit(packer::close);
        await().until(() -> pack(packer, BETA, Webhooks.small()) == UNCONFIRMED);
        assertThat(closing).isNotDone();

        queue.release();
        closing.get();
        assertThat(taken.get()).isEqualTo(CONFIRMED);
    }
}
