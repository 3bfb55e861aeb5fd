package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class HiddenSignalsTest {

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    @Test
    void signalsInWorkAreHiddenAgainAndAgainAndOthersAreNot() {
        Message<String> slow = signal("slow");
        Message<String> done = signal("done");
        try (HiddenSignals hidden = new HiddenSignals(Duration.ofSeconds(1))) {
            hidden.begin(List.of(slow, done));
            hidden.end(List.of(done));

            await().until(() -> calls.size() >= 2);

            assertThat(calls).containsOnly("slow for 1 s");
            hidden.end(List.of(slow));
        }
    }

    /** A call that fails is no reason to let the others come again. */
    @Test
    void whatCannotBeHiddenHidesNothingElseFromBeingHidden() {
        try (HiddenSignals hidden = new HiddenSignals(Duration.ofSeconds(1))) {
            hidden.begin(List.of(signal("bad"), signal("good")));

            await().until(() -> calls.stream().filter("good for 1 s"::equals).count() >= 2);
        }
    }

    private Message<String> signal(String name) {
        return MessageBuilder.withPayload(name)
                .setHeader(SqsHeaders.SQS_VISIBILITY_TIMEOUT_HEADER, visibility(name))
                .build();
    }

    private Visibility visibility(String name) {
        return new Visibility() {
            @Override
            public CompletableFuture<Void> changeToAsync(int seconds) {
                calls.add(name + " for " + seconds + " s");
                return name.equals("bad")
                        ? CompletableFuture.failedFuture(new IllegalStateException("gone"))
                        : CompletableFuture.completedFuture(null);
            }
        };
    }
}
