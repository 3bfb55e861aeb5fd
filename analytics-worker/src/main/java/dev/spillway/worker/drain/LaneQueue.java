package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A lane's queue in SQS, or the queue for what SQS gave up delivering there. Thread-safe. */
final class LaneQueue {

    /** SQS's limit for a receive and for each kind of batch. */
    static final int BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(LaneQueue.class);

    private final SqsClient sqs;
    private final Executor calls;
    private final Lane lane;
    private final boolean givenUp;
    private final String url;
    private final Duration poll;
    private final Duration visibility;

    /**
     * @param calls for what nobody waits for: deleting, hiding and showing
     * @param lane whose turn its messages take
     * @param givenUp whether it holds what SQS gave up delivering
     * @param poll how long a receive waits for the first message
     * @param visibility how long what it got stays hidden from other workers
     */
    LaneQueue(
            SqsClient sqs,
            Executor calls,
            Lane lane,
            boolean givenUp,
            String url,
            Duration poll,
            Duration visibility) {
        this.sqs = sqs;
        this.calls = calls;
        this.lane = lane;
        this.givenUp = givenUp;
        this.url = url;
        this.poll = poll;
        this.visibility = visibility;
    }

    Lane lane() {
        return lane;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /**
     * Up to ten messages; waits for the first.
     *
     * @throws SdkException when SQS gives none
     */
    List<Delivery> receive() {
        return sqs
                .receiveMessage(receive ->
                        receive.queueUrl(url)
                                .maxNumberOfMessages(BATCH)
                                .waitTimeSeconds((int) poll.toSeconds())
                                .visibilityTimeout((int) visibility.toSeconds())
                                .messageSystemAttributeNames(
                                        MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                        MessageSystemAttributeName.SENT_TIMESTAMP))
                .messages()
                .stream()
                .map(message -> new Delivery(this, message))
                .toList();
    }

    /**
     * Deletes what is committed. What cannot be deleted comes again, finds its claims and is
     * deleted then; so this never fails.
     */
    CompletableFuture<Void> delete(List<Delivery> deliveries) {
        return inTens(deliveries, this::deleteTen);
    }

    private List<BatchResultErrorEntry> deleteTen(List<Delivery> ten) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < ten.size(); i++) {
            entries.add(
                    DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .receiptHandle(ten.get(i).receiptHandle())
                            .build());
        }
        return sqs.deleteMessageBatch(delete -> delete.queueUrl(url).entries(entries)).failed();
    }

    /**
     * Hides what is still worked on for another visibility. Never fails: what SQS did not confirm
     * counts as not hidden, and is asked for again.
     */
    CompletableFuture<Void> keepHidden(List<Delivery> deliveries) {
        return inTens(deliveries, this::keepTenHidden);
    }

    private List<BatchResultErrorEntry> keepTenHidden(List<Delivery> ten) {
        long since = System.nanoTime();
        List<BatchResultErrorEntry> failed = change(ten, (int) visibility.toSeconds());
        Set<String> refused =
                failed.stream().map(BatchResultErrorEntry::id).collect(Collectors.toSet());
        IntStream.range(0, ten.size())
                .filter(i -> !refused.contains(Integer.toString(i)))
                .forEach(i -> ten.get(i).hiddenSince(since));
        return failed;
    }

    /** Lets SQS deliver them again after a while. Never fails: it would do so sooner or later. */
    CompletableFuture<Void> show(List<Delivery> deliveries, Duration after) {
        return inTens(deliveries, ten -> change(ten, (int) after.toSeconds()));
    }

    private List<BatchResultErrorEntry> change(List<Delivery> ten, int visibilitySeconds) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < ten.size(); i++) {
            entries.add(
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .receiptHandle(ten.get(i).receiptHandle())
                            .visibilityTimeout(visibilitySeconds)
                            .build());
        }
        return sqs.changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(entries))
                .failed();
    }

    private CompletableFuture<Void> inTens(
            List<Delivery> deliveries, Function<List<Delivery>, List<BatchResultErrorEntry>> call) {
        CompletableFuture<?>[] answers =
                IntStream.iterate(0, from -> from < deliveries.size(), from -> from + BATCH)
                        .mapToObj(from ->
                                deliveries.subList(from, Math.min(deliveries.size(), from + BATCH)))
                        .map(ten ->
                                CompletableFuture.supplyAsync(() -> call.apply(ten), calls)
                                        .handle(this::note))
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(answers);
    }

    private @Nullable Void note(
            @Nullable List<BatchResultErrorEntry> failed, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("a call for messages of {} failed: {}", lane.code(), failure.toString());
        } else if (failed != null && !failed.isEmpty()) {
            LOG.warn(
                    "{} messages of {} were refused: {}",
                    failed.size(),
                    lane.code(),
                    failed.getFirst().code());
        }
        return null;
    }
}
