package dev.spillway.load.queue;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.stand.Tenant;
import dev.spillway.localcloud.CloudDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Fills the main lane with parcels of several tenants in turns. What the door would need minutes
 * for takes seconds.
 */
public final class QueueFill implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int MESSAGES_OF_A_CALL = 10;
    private static final int BYTES_OF_A_CALL = 1024 * 1024;

    private final SqsClient sqs;
    private final String queue;
    private final Shape shape;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    public QueueFill(CloudDescription cloud, Shape shape) {
        this.sqs = cloud.aws().sqsClient();
        this.queue = cloud.queues().main();
        this.shape = shape;
    }

    /**
     * Sends so many webhooks, evenly of all those tenants, and returns when the queue holds them.
     *
     * @return their ids
     */
    public Set<UUID> send(List<Tenant> tenants, int webhooks) throws InterruptedException {
        List<Future<List<UUID>>> started = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int share = webhooks / THREADS + (thread < webhooks % THREADS ? 1 : 0);
            int first = thread;
            started.add(threads.submit(() -> sendShare(tenants, first, share)));
        }
        Set<UUID> ids = HashSet.newHashSet(webhooks);
        for (Future<List<UUID>> each : started) {
            ids.addAll(result(each));
        }
        return ids;
    }

    private static List<UUID> result(Future<List<UUID>> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new LauncherException("The queue could not be filled: " + e.getCause(), e);
        }
    }

    /** The threads take the tenants in turns, each where the other left off. */
    private List<UUID> sendShare(List<Tenant> tenants, int first, int webhooks) {
        ParcelMaker maker = new ParcelMaker(shape, new SplittableRandom());
        List<UUID> ids = new ArrayList<>(webhooks);
        List<ParcelMaker.Packed> call = new ArrayList<>();
        int turn = first;
        while (ids.size() < webhooks) {
            Tenant tenant = tenants.get(turn % tenants.size());
            turn += THREADS;
            ParcelMaker.Packed parcel =
                    maker.pack(tenant, Math.min(shape.webhooks(), webhooks - ids.size()));
            ids.addAll(parcel.webhooks());
            if (!fits(parcel, call)) {
                send(call);
                call.clear();
            }
            call.add(parcel);
        }
        send(call);
        return ids;
    }

    private static boolean fits(ParcelMaker.Packed parcel, List<ParcelMaker.Packed> call) {
        int bytes = call.stream().mapToInt(each -> each.text().length()).sum();
        return call.size() < MESSAGES_OF_A_CALL
                && bytes + parcel.text().length() <= BYTES_OF_A_CALL;
    }

    private void send(List<ParcelMaker.Packed> call) {
        if (call.isEmpty()) {
            return;
        }
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (ParcelMaker.Packed parcel : call) {
            entries.add(
                    SendMessageBatchRequestEntry.builder()
                            .id(String.valueOf(entries.size()))
                            .messageBody(parcel.text())
                            .messageGroupId(parcel.tenantId().toString())
                            .build());
        }
        SendMessageBatchResponse response =
                sqs.sendMessageBatch(batch -> batch.queueUrl(queue).entries(entries));
        if (response.hasFailed()) {
            throw new LauncherException("The queue refused " + response.failed().size());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        sqs.close();
    }
}
