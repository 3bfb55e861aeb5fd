package dev.spillway.worker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.worker.archive.ArchiveProperties.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ArchiverTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final MemoryArchive archive = new MemoryArchive();
    private final ArchiveOutage outage = new ArchiveOutage();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Archiver archiver;

    @AfterEach
    void close() {
        archive.restore();
        archiver.close();
    }

    @Test
    void messagesThatComeWithinTheLingerShareAnObject() {
        start(Duration.ofMillis(300), 1_000, LONG);

        List<CompletableFuture<Void>> kept = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            kept.add(archiver.keep(Messages.some(2)));
        }

        assertThat(kept).allSatisfy(each -> assertThat(each).succeedsWithin(SOON));
        assertThat(archive.objects()).singleElement().satisfies(object -> has(object, 40));
    }

    @Test
    void objectThatIsFullDoesNotLinger() {
        start(LONG, 10, LONG);

        CompletableFuture<Void> first = archiver.keep(Messages.some(6));
        assertThat(first).isNotDone();
        archiver.keep(Messages.some(6));

        assertThat(first).succeedsWithin(SOON);
        assertThat(archive.objects()).singleElement().satisfies(object -> has(object, 12));
    }

    @Test
    void largeMessagesMakeAnObjectFullToo() {
        start(LONG, 1_000, LONG);

        archiver.keep(List.of(Messages.saying("x".repeat(3 * 1024 * 1024))));
        CompletableFuture<Void> second =
                archiver.keep(List.of(Messages.saying("x".repeat(1024 * 1024))));

        assertThat(second).succeedsWithin(SOON);
        assertThat(archive.objects()).hasSize(1);
    }

    @Test
    void whoWaitsForItLeavesAtOnceAndTakesTheOthersAlong() {
        start(LONG, 1_000, LONG);

        CompletableFuture<Void> lingering = archiver.keep(Messages.some(1));

        assertThat(archiver.keepNow(Messages.some(1))).succeedsWithin(SOON);
        assertThat(lingering).isDone();
    }

    @Test
    void hurryIsAboutWhatWaitsNow() {
        start(LONG, 1_000, LONG);
        archiver.hurry();
        CompletableFuture<Void> kept = archiver.keep(Messages.some(1));
        assertThat(kept).isNotDone();

        archiver.hurry();

        assertThat(kept).succeedsWithin(SOON);
    }

    /** Nothing is kept before the archive has it: that is what lets a message be deleted. */
    @Test
    void nothingIsKeptWhileTheArchiveDoesNotTakeIt() {
        start(Duration.ZERO, 10, LONG);
        archive.fail();

        CompletableFuture<Void> kept = archiver.keep(Messages.some(3));
        await().atMost(SOON).until(() -> registry.counter(ArchiveMetrics.FAILURES).count() >= 2);
        assertThat(kept).isNotDone();
        assertThat(new ArchiveHealth(outage).health().getStatus().getCode()).isEqualTo("DOWN");

        archive.restore();
        assertThat(kept).succeedsWithin(Duration.ofSeconds(10));
        assertThat(archive.objects()).singleElement().satisfies(object -> has(object, 3));
        assertThat(new ArchiveHealth(outage).health().getStatus().getCode()).isEqualTo("UP");
        assertThat(registry.counter(ArchiveMetrics.MESSAGES).count()).isEqualTo(3);
        assertThat(registry.get(ArchiveMetrics.WAITING).gauge().value()).isZero();
    }

    @Test
    void attemptWhoseAnswerWasLostMakesNoSecondObject() {
        start(Duration.ZERO, 10, LONG);
        archive.loseAnswers(2);

        assertThat(archiver.keep(Messages.some(3))).succeedsWithin(SOON);
        assertThat(archive.objects()).hasSize(1);
    }

    @Test
    void messagesAreGivenUpWhenTheirTimeIsUpAndTheNextOnesAreTried() {
        start(Duration.ZERO, 10, Duration.ofMillis(50));
        archive.fail();

        CompletableFuture<Void> kept = archiver.keep(Messages.some(3));
        assertThatThrownBy(() -> kept.orTimeout(5, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NotArchivedException.class);

        archive.restore();
        assertThat(archiver.keep(Messages.some(1))).succeedsWithin(SOON);
    }

    @Test
    void stoppingLetsWhatWaitsLeaveAndTriesNothingTwice() {
        start(LONG, 1_000, LONG);
        CompletableFuture<Void> lingering = archiver.keep(Messages.some(1));
        archiver.stop();
        assertThat(lingering).succeedsWithin(SOON);

        archive.fail();
        assertThat(archiver.keep(Messages.some(1)))
                .failsWithin(SOON)
                .withThrowableOfType(Exception.class)
                .withRootCauseInstanceOf(NotArchivedException.class);
    }

    private void start(Duration linger, int messages, Duration patience) {
        ArchiveProperties properties =
                new ArchiveProperties(
                        Mode.FOLDER,
                        null,
                        null,
                        "",
                        null,
                        DataSize.ofMegabytes(4),
                        messages,
                        linger,
                        patience);
        archiver = Archiver.start(archive, properties, outage, registry);
    }

    private static void has(byte[] object, int messages) {
        int found = 0;
        try (ObjectReader reader = new ObjectReader(new ByteArrayInputStream(object))) {
            for (Optional<ArchivedMessage> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                found++;
            }
        }
        assertThat(found).isEqualTo(messages);
    }
}
