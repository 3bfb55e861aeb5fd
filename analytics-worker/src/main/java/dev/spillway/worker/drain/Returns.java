package dev.spillway.worker.drain;

import dev.spillway.platform.telemetry.Metrics;
import io.awspring.cloud.sqs.MessageHeaderUtils;
import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.Visibility;
import io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/** Gives signals back to SQS: deleted, or visible again after a while. Thread-safe. */
final class Returns {

    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final MeterRegistry registry;
    private final DrainProperties.HandBack delays;

    Returns(MeterRegistry registry, DrainProperties.HandBack delays) {
        this.registry = registry;
        this.delays = delays;
    }

    /**
     * Deletes what is committed. If that fails they come again, find their claims and are deleted
     * then.
     */
    void delete(Collection<Message<String>> messages) {
        List<Message<String>> distinct = distinct(messages);
        if (distinct.isEmpty()) {
            return;
        }
        try {
            Acknowledgement.acknowledge(distinct);
        } catch (CompletionException e) {
            LOG.warn(
                    "{} stored messages could not be deleted and will come again", distinct.size());
        }
    }

    /** One request names no message twice, though a batch may hold one twice. */
    private static List<Message<String>> distinct(Collection<Message<String>> messages) {
        Map<String, Message<String>> byId = new LinkedHashMap<>();
        messages.forEach(message -> byId.put(MessageHeaderUtils.getId(message), message));
        return List.copyOf(byId.values());
    }

    /** Leaves messages to a later delivery. */
    void handBack(Collection<Message<String>> messages, HandBackReason reason) {
        if (messages.isEmpty()) {
            return;
        }
        registry.counter(Metrics.HANDED_BACK, "reason", reason.code()).increment(messages.size());
        LOG.warn("{} messages are handed back: {}", messages.size(), reason.code());
        messages.forEach(message -> show(message, reason.delay(delays)));
    }

    private static void show(Message<String> message, Duration after) {
        Visibility visibility =
                message.getHeaders()
                        .get(SqsHeaders.SQS_VISIBILITY_TIMEOUT_HEADER, Visibility.class);
        if (visibility != null) {
            var _ =
                    visibility
                            .changeToAsync((int) after.toSeconds())
                            .exceptionally(failure -> {
                                // It comes again all the same, when its visibility ends.
                                LOG.debug("visibility was not changed", failure);
                                return null;
                            });
        }
    }
}
