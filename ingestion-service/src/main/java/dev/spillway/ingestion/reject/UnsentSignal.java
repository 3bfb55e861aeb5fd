package dev.spillway.ingestion.reject;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.Rejections.Count;
import dev.spillway.platform.signal.SignalCodec;
import java.util.List;

/**
 * A signal that the queue has not confirmed yet.
 *
 * @param requests that it counts
 * @param refusals by a queue that answered
 */
record UnsentSignal(Message message, long requests, int refusals) {

    /** Where the samples are too much for a message, the counts go without them. */
    static UnsentSignal of(Rejections rejections) {
        Message whole = message(rejections);
        Message fitting =
                whole.bytes() <= QueueSender.MAX_BYTES
                        ? whole
                        : message(withoutSamples(rejections));
        long requests = rejections.counts().stream().mapToLong(Count::count).sum();
        return new UnsentSignal(fitting, requests, 0);
    }

    private static Rejections withoutSamples(Rejections rejections) {
        return new Rejections(
                rejections.id(),
                rejections.tenantId(),
                rejections.counts().stream().map(UnsentSignal::withoutSamples).toList());
    }

    private static Count withoutSamples(Count count) {
        return new Count(
                count.sourceId(), count.reason(), count.minute(), count.count(), List.of());
    }

    private static Message message(Rejections rejections) {
        return Message.of(rejections.tenantId(), SignalCodec.encode(rejections));
    }

    UnsentSignal refusedOnceMore() {
        return new UnsentSignal(message, requests, refusals + 1);
    }
}
