package dev.spillway.localcloud.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.msg.LookupQueue;
import scala.Option;

/**
 * Stands before ElasticMQ's manager and gives out each queue with a {@link WatchedQueue} before it.
 * What is sent goes on as it came, from whoever sent it.
 */
final class WatchedManager extends AbstractActor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ActorRef manager;
    private final ActorRef log;
    private final Map<ActorRef, ActorRef> watched = new HashMap<>();

    WatchedManager(ActorRef manager, ActorRef log) {
        this.manager = manager;
        this.log = log;
    }

    private record Found(String name, Option<?> queue, ActorRef asker) {}

    private record Unanswered(Throwable cause, ActorRef asker) {}

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(LookupQueue.class, this::lookUp)
                .match(Found.class, this::answer)
                .match(
                        Unanswered.class,
                        none -> none.asker().tell(new Status.Failure(none.cause()), getSelf()))
                .match(Terminated.class, end -> forget(end.getActor()))
                .matchAny(message -> manager.forward(message, getContext()))
                .build();
    }

    private void lookUp(LookupQueue lookup) {
        ActorRef asker = getSender();
        Patterns.pipe(
                        Patterns.ask(manager, lookup, PATIENCE)
                                .handle((queue, failure) ->
                                        failure == null
                                                ? new Found(
                                                        lookup.queueName(),
                                                        (Option<?>) queue,
                                                        asker)
                                                : new Unanswered(failure, asker)),
                        getContext().getDispatcher())
                .to(getSelf());
    }

    private void answer(Found found) {
        found.asker().tell(found.queue().map(queue -> watched(found.name(), queue)), getSelf());
    }

    private ActorRef watched(String name, Object queue) {
        return watched.computeIfAbsent((ActorRef) queue, actor -> watch(name, actor));
    }

    private ActorRef watch(String name, ActorRef queue) {
        getContext().watch(queue);
        return getContext()
                .actorOf(
                        Props.create(WatchedQueue.class, () -> new WatchedQueue(name, queue, log)));
    }

    private void forget(ActorRef queue) {
        ActorRef front = watched.remove(queue);
        if (front != null) {
            getContext().stop(front);
        }
    }
}
