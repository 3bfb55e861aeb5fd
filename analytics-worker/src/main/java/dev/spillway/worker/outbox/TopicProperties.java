package dev.spillway.worker.outbox;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * ARNs of the topics. What is to go to a topic without an ARN waits in the outbox.
 *
 * @param alerts what tenants have to know soon
 * @param suppressions who must not be written to again
 */
@ConfigurationProperties("spillway.topics")
public record TopicProperties(@Nullable String alerts, @Nullable String suppressions) {

    /** By the names that outbox rows carry; those this worker publishes to. */
    Map<String, String> arns() {
        Map<String, String> arns = new TreeMap<>();
        add(arns, "alerts", alerts);
        add(arns, Suppression.TOPIC, suppressions);
        return arns;
    }

    private static void add(Map<String, String> arns, String topic, @Nullable String arn) {
        if (arn != null && !arn.isBlank()) {
            arns.put(topic, arn);
        }
    }
}
