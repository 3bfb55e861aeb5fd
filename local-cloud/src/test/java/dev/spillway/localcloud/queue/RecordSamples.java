package dev.spillway.localcloud.queue;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.DeduplicationId;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.DeadLettersQueue;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.mutable.ArrayBuffer;
import scala.jdk.javaapi.CollectionConverters;

/** Queues and messages as ElasticMQ tells of them. */
final class RecordSamples {

    private RecordSamples() {}

    static CreateQueueMetadata queue(String name) {
        return new CreateQueueMetadata(
                name,
                Option.apply(30L),
                Option.apply(0L),
                Option.empty(),
                1,
                2,
                Option.empty(),
                false,
                false,
                Option.empty(),
                Option.empty(),
                Map$.MODULE$.empty());
    }

    static CreateQueueMetadata queueWithEverything(String name, String deadLetters) {
        return new CreateQueueMetadata(
                name,
                Option.apply(40L),
                Option.apply(5L),
                Option.apply(20L),
                1,
                2,
                Option.apply(new DeadLettersQueue(deadLetters, 1000)),
                true,
                true,
                Option.apply("copies"),
                Option.apply("elsewhere"),
                Map$.MODULE$.from(CollectionConverters.asScala(Map.of("team", "ü"))));
    }

    static InternalMessage message(String id, String body) {
        return message(id, body, Map.of());
    }

    private static InternalMessage message(
            String id, String body, Map<String, MessageAttribute> attributes) {
        return new InternalMessage(
                id,
                new ArrayBuffer<>(),
                1_000,
                new MessageContent(body),
                Map$.MODULE$.from(CollectionConverters.asScala(attributes)),
                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS),
                0,
                NeverReceived$.MODULE$,
                0,
                false,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }

    static InternalMessage messageWithEverything(String id) {
        byte[] bytes = "\0\1".getBytes(StandardCharsets.UTF_8);
        InternalMessage plain =
                message(
                        id,
                        "körper \uD83D\uDE00\n",
                        Map.of(
                                "text", new StringMessageAttribute("ü", Option.apply("words")),
                                "number", new NumberMessageAttribute("1.5", Option.empty()),
                                "bytes",
                                        BinaryMessageAttribute.fromBase64(
                                                Base64.getEncoder().encodeToString(bytes),
                                                Option.empty())));
        InternalMessage message =
                new InternalMessage(
                        plain.id(),
                        plain.deliveryReceipts(),
                        plain.nextDelivery(),
                        plain.content(),
                        plain.messageAttributes(),
                        plain.created(),
                        7,
                        plain.firstReceive(),
                        plain.receiveCount(),
                        true,
                        Option.apply("group"),
                        Option.apply(new DeduplicationId("deduplication")),
                        Option.apply(new TracingId("tracing")),
                        Option.apply("5"),
                        Option.apply("source"));
        new Delivery(2_000, 3, 1_500, id + "#receipt").applyTo(message);
        return message;
    }
}
