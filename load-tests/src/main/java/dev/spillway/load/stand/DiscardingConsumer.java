package dev.spillway.load.stand;

import dev.spillway.localcloud.CloudDescription;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Empties the lanes once a second, so that a long blast measures the door and not the memory of the
 * queue. It purges: receiving and deleting would cost as much as the worker does.
 */
public final class DiscardingConsumer implements AutoCloseable {

    private final SqsClient sqs;
    private final List<String> lanes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** Starts at once. */
    public DiscardingConsumer(CloudDescription cloud) {
        this.sqs = cloud.aws().sqsClient();
        this.lanes = List.of(cloud.queues().main(), cloud.queues().overflow());
        var _ = timer.scheduleWithFixedDelay(this::discard, 1, 1, TimeUnit.SECONDS);
    }

    private void discard() {
        for (String lane : lanes) {
            try {
                sqs.purgeQueue(call -> call.queueUrl(lane));
            } catch (SdkException e) {
                // Next second it is tried again; what remains costs memory only.
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        timer.close();
        sqs.close();
    }
}
