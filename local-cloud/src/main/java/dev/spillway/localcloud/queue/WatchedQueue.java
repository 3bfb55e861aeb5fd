package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.time.Duration;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Status;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.msg.ClearQueue;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one of ElasticMQ's queues, so that the log hears of a purge: ElasticMQ tells
 * nobody, and what was purged would come back with the next start. First the log, then the queue:
 * what is sent between the two is purged, and may come back; what is sent afterwards stays.
 */
final class WatchedQueue extends AbstractActor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final ActorRef queue;
    private final ActorRef log;

    WatchedQueue(String name, ActorRef queue, ActorRef log) {
        this.name = name;
        this.queue = queue;
        this.log = log;
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(ClearQueue.class, this::purge)
                .matchAny(message -> queue.forward(message, getContext()))
                .build();
    }

    private void purge(ClearQueue purge) {
        ActorRef asker = getSender();
        var _ =
                Patterns.ask(log, new QueuePurged(name), PATIENCE)
                        .whenComplete((_, failure) -> proceed(purge, asker, failure));
    }

    /** On another thread than this actor's. */
    private void proceed(ClearQueue purge, ActorRef asker, @Nullable Throwable failure) {
        if (failure == null) {
            queue.tell(purge, asker);
        } else {
            asker.tell(new Status.Failure(failure), ActorRef.noSender());
        }
    }
}
