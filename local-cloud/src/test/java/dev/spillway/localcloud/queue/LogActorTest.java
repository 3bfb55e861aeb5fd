package dev.spillway.localcloud.queue;

import static dev.spillway.localcloud.queue.RecordSamples.message;
import static dev.spillway.localcloud.queue.RecordSamples.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import dev.spillway.localcloud.startup.Folder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogActorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path root;

    private final ActorSystem actors =
            ActorSystem.create(
                    "test",
                    ConfigFactory.parseString(
                                    "pekko.actor.default-dispatcher { executor = thread-pool-executor, throughput = 1, thread-pool-executor.fixed-pool-size = 1 }")
                            .withFallback(ConfigFactory.load()));
    private Path folder;
    private MessageLog log;
    private ActorRef actor;

    @BeforeEach
    void start() throws IOException {
        folder = root.resolve("queues");
        log = MessageLog.open(folder).log();
        log.append(new QueueKept(queue("q")));
        log.commit();
        actor = actors.actorOf(Props.create(LogActor.class, () -> new LogActor(log)));
    }

    @AfterEach
    void stop() throws IOException {
        actors.terminate();
        actors.getWhenTerminated().toCompletableFuture().join();
        log.close();
    }

    @Test
    void whatIsConfirmedIsOnDiskAtThatMoment() throws IOException {
        for (int i = 0; i < 30; i++) {
            String id = "m" + i;

            assertThat(add(id).join()).isEqualTo(OperationSuccessful$.MODULE$);

            assertThat(idsOnDisk("copy-" + i)).contains(id);
        }
    }

    /** As long as one group is being written, the next gathers: one write for all of it. */
    @Test
    void eventsThatWaitAreWrittenTogether() throws IOException {
        int before = frames();
        CountDownLatch busy = new CountDownLatch(1);
        actors.dispatcher().execute(() -> await(busy));
        List<CompletableFuture<Object>> answers =
                IntStream.range(0, 500).mapToObj(i -> add("m" + i)).toList();
        busy.countDown();
        answers.forEach(CompletableFuture::join);

        assertThat(frames() - before).isEqualTo(1);
        assertThat(idsOnDisk("copy")).hasSize(500);
    }

    @Test
    void manyAskersGetAnAnswerEach() throws IOException {
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int asker = 0; asker < 50; asker++) {
                String prefix = asker + "-";
                askers.execute(() -> {
                    for (int i = 0; i < 20; i++) {
                        add(prefix + i).join();
                    }
                });
            }
        }
        assertThat(idsOnDisk("copy")).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void logThatCannotBeWrittenConfirmsNothingMore() throws IOException {
        log.close();

        assertThatThrownBy(() -> add("1").join()).hasCauseInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> add("2").join()).hasCauseInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> ask(new QueuePurged("q")).join())
                .hasCauseInstanceOf(ClosedChannelException.class);
        log = MessageLog.open(folder).log(); // to be closed once more
    }

    private CompletableFuture<Object> add(String id) {
        return ask(new QueueEvent.MessageAdded("q", message(id, "body")));
    }

    private CompletableFuture<Object> ask(Object question) {
        return Patterns.ask(actor, question, PATIENCE).toCompletableFuture();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What another process would find, were this one killed now. */
    private List<String> idsOnDisk(String copy) throws IOException {
        Path target = root.resolve(copy);
        Folder.copy(folder, target);
        MessageLog.Opened opened = MessageLog.open(target);
        opened.log().close();
        return opened.contents().messages("q").stream().map(InternalMessage::id).toList();
    }

    private int frames() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(new SegmentFiles(folder).file(1)));
        int frames = 0;
        for (int at = LogSegment.START; at < bytes.limit(); frames++) {
            at += Frame.HEADER + bytes.getInt(at);
        }
        return frames;
    }
}
