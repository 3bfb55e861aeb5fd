package dev.spillway.ingestion.testkit;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.Rejections.Count;
import dev.spillway.platform.signal.Signal;
import dev.spillway.platform.signal.SignalCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What has come out of the queues so far, read with the SDK as the worker would. Thread-safe. */
public final class ReceivedParcels {

    private final TestCloud cloud;
    private final List<Parcel> parcels = new CopyOnWriteArrayList<>();
    private final List<Parcel> overflow = new CopyOnWriteArrayList<>();
    private final List<String> groupIds = new CopyOnWriteArrayList<>();
    private final List<Signal> signals = new CopyOnWriteArrayList<>();

    public ReceivedParcels(TestCloud cloud) {
        this.cloud = cloud;
    }

    /** The webhook of that id, waiting for it; a parcel in the queue is there at once. */
    public Webhook webhook(UUID id) {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(10))
                .until(() -> find(id), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Webhook> find(UUID id) {
        all();
        return parcels.stream()
                .flatMap(parcel -> parcel.webhooks().stream())
                .filter(webhook -> webhook.id().equals(id))
                .findFirst();
    }

    /** Every parcel that was sent to the main lane, once its queue is empty. */
    public List<Parcel> all() {
        for (List<Message> batch = receive(cloud.queues().main());
                !batch.isEmpty();
                batch = receive(cloud.queues().main())) {
            for (Message message : batch) {
                parcels.add(ParcelCodec.decode(message.body()));
                groupIds.add(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
            }
        }
        return List.copyOf(parcels);
    }

    /** Every parcel that was sent to the overflow lane, once its queue is empty. */
    public List<Parcel> overflow() {
        for (List<Message> batch = receive(cloud.queues().overflow());
                !batch.isEmpty();
                batch = receive(cloud.queues().overflow())) {
            batch.forEach(message -> overflow.add(ParcelCodec.decode(message.body())));
        }
        return List.copyOf(overflow);
    }

    /** The group id of each parcel of {@link #all()}; null where the emulator keeps none. */
    public List<String> groupIds() {
        return groupIds;
    }

    /** Every rejection signal that was sent, once the queue is empty. */
    public List<Rejections> rejections() {
        return signals(Rejections.class);
    }

    /** How many requests of a source were refused for a reason, as far as its tenant was told. */
    public long rejected(Endpoint source, ErrorCode reason) {
        return rejections().stream()
                .filter(signal -> signal.tenantId().equals(source.tenantId()))
                .flatMap(signal -> signal.counts().stream())
                .filter(count -> count.sourceId().equals(source.sourceId()))
                .filter(count -> count.reason().equals(reason.code()))
                .mapToLong(Count::count)
                .sum();
    }

    /** Every signal of a kind that was sent, once the queue is empty. */
    public <T extends Signal> List<T> signals(Class<T> kind) {
        for (List<Message> batch = receive(cloud.queues().signals());
                !batch.isEmpty();
                batch = receive(cloud.queues().signals())) {
            batch.forEach(message -> signals.add(SignalCodec.decode(message.body())));
        }
        return signals.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<Message> receive(String queue) {
        List<Message> messages =
                cloud.sqs()
                        .receiveMessage(receive ->
                                receive.queueUrl(queue)
                                        .maxNumberOfMessages(10)
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName.ALL))
                        .messages();
        messages.forEach(message ->
                cloud.sqs()
                        .deleteMessage(delete ->
                                delete.queueUrl(queue).receiptHandle(message.receiptHandle())));
        return messages;
    }
}
