package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.startup.StartupException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.QueueSorter;
import scala.collection.immutable.List$;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;

/** Gives back to ElasticMQ what the log held when it was opened. */
record LogRestore(ActorRef manager) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Dead-letter queues before those that name them. Returns when all is there.
     *
     * @throws StartupException when ElasticMQ does not take a queue
     */
    void restore(QueueContents contents) {
        List<CreateQueueMetadata> queues =
                CollectionConverters.asJava(
                        QueueSorter.sortCreateQueues(
                                List$.MODULE$.from(
                                        CollectionConverters.asScala(contents.queues()))));
        for (CreateQueueMetadata queue : queues) {
            List<InternalMessage> messages = contents.messages(queue.name());
            ask(
                    create(queue),
                    new RestoreMessages(
                            List$.MODULE$.from(CollectionConverters.asScala(messages))));
        }
    }

    private ActorRef create(CreateQueueMetadata queue) {
        Object answer = ask(manager, new CreateQueue(queue.toCreateQueueData()));
        if (answer instanceof Either<?, ?> either
                && either.isRight()
                && either.toOption().get() instanceof ActorRef actor) {
            return actor;
        }
        throw new StartupException(
                "The queue %s could not be restored: %s".formatted(queue.name(), answer));
    }

    private static Object ask(ActorRef actor, Object question) {
        try {
            return Patterns.ask(actor, question, PATIENCE)
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while the queues were restored", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartupException("The queues could not be restored: " + e, e);
        }
    }
}
