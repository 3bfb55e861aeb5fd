package dev.spillway.localcloud.queue;

import static dev.spillway.localcloud.queue.RecordSamples.message;
import static dev.spillway.localcloud.queue.RecordSamples.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.elasticmq.actor.queue.InternalMessage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anything may happen in any order: what is read again is what a plain map holds. */
class LogModelTest {

    private static final List<String> QUEUES = List.of("a", "b", "c");

    @TempDir Path folder;

    private final Map<String, TreeMap<String, Delivery>> model = new TreeMap<>();
    private MessageLog log;
    private int next;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsWhatAMapHolds(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        open();
        for (int step = 0; step < 3_000; step++) {
            something(random);
            if (random.nextInt(5) == 0) {
                log.commit();
            }
            if (random.nextInt(150) == 0) {
                log.commit();
                log.close();
                open();
            }
        }
        log.close();
    }

    /** With segments so small that messages are copied all the time. */
    private void open() {
        MessageLog.Opened opened = MessageLog.open(folder, 700);
        log = opened.log();
        Map<String, TreeMap<String, Delivery>> read = new TreeMap<>();
        opened.contents().queues().forEach(queue -> read.put(queue.name(), new TreeMap<>()));
        read.forEach((queue, messages) ->
                opened.contents()
                        .messages(queue)
                        .forEach(each -> messages.put(each.id(), Delivery.of(each))));
        assertThat(read).isEqualTo(model);
    }

    private void something(SplittableRandom random) {
        String queue = QUEUES.get(random.nextInt(QUEUES.size()));
        int dice = random.nextInt(100);
        if (dice < 1) {
            log.append(new QueueGone(queue));
            model.remove(queue);
        } else if (dice < 2) {
            log.append(new QueuePurged(queue));
            model.computeIfPresent(queue, (_, _) -> new TreeMap<>());
        } else if (dice < 5) {
            log.append(new QueueKept(queue(queue)));
            model.computeIfAbsent(queue, _ -> new TreeMap<>());
        } else if (dice < 40) {
            add(queue, random);
        } else if (dice < 70) {
            any(queue, random).forEach(key -> deliver(key, random));
        } else {
            any(queue, random).forEach(this::remove);
        }
    }

    private void add(String queue, SplittableRandom random) {
        InternalMessage message = message("m" + next++, "x".repeat(random.nextInt(200)));
        log.append(new MessageAdded(queue, message));
        if (model.containsKey(queue)) {
            model.get(queue).put(message.id(), Delivery.of(message));
        }
    }

    private void deliver(MessageKey key, SplittableRandom random) {
        Delivery delivery =
                new Delivery(
                        random.nextLong(),
                        random.nextInt(),
                        random.nextLong(1L << 40),
                        "r" + next++);
        log.append(new MessageDelivered(key, delivery));
        model.get(key.queue()).put(key.id(), delivery);
    }

    private void remove(MessageKey key) {
        log.append(new MessageRemoved(key));
        model.get(key.queue()).remove(key.id());
    }

    /** One message of the queue, when there is any. */
    private List<MessageKey> any(String queue, SplittableRandom random) {
        List<String> ids = new ArrayList<>(model.getOrDefault(queue, new TreeMap<>()).keySet());
        return ids.isEmpty()
                ? List.of()
                : List.of(new MessageKey(queue, ids.get(random.nextInt(ids.size()))));
    }
}
