package dev.spillway.localcloud.queue;

import java.time.OffsetDateTime;
import org.elasticmq.NeverReceived$;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.Received;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.util.OffsetDateTimeUtil;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * What changes about a message while it is handed out: how often that was, when first, when it may
 * be again, and the receipt that the last consumer holds.
 *
 * @param nextDelivery milliseconds since the epoch
 * @param firstReceive milliseconds since the epoch, or {@link #NEVER}
 * @param receipt the last one, the only one that ElasticMQ still takes
 */
record Delivery(long nextDelivery, int receiveCount, long firstReceive, @Nullable String receipt) {

    static final long NEVER = Long.MIN_VALUE;

    /**
     * As it is now. The queue may be handing the message out at this moment, on another thread: of
     * that, anything may be seen, and a record of its own follows.
     */
    static Delivery of(InternalMessage message) {
        return new Delivery(
                message.nextDelivery(),
                message.receiveCount(),
                message.firstReceive() instanceof OnDateTimeReceived received
                        ? received.when().toInstant().toEpochMilli()
                        : NEVER,
                lastReceipt(message));
    }

    private static @Nullable String lastReceipt(InternalMessage message) {
        Option<String> last = message.deliveryReceipts().lastOption();
        return last.isDefined() ? last.get() : null;
    }

    void applyTo(InternalMessage message) {
        message.nextDelivery_$eq(nextDelivery);
        message.receiveCount_$eq(receiveCount);
        message.firstReceive_$eq(received());
        message.deliveryReceipts().clear();
        if (receipt != null) {
            message.deliveryReceipts().append(receipt);
        }
    }

    private Received received() {
        if (firstReceive == NEVER) {
            return NeverReceived$.MODULE$;
        }
        OffsetDateTime when = OffsetDateTimeUtil.ofEpochMilli(firstReceive);
        return new OnDateTimeReceived(when);
    }
}
