package dev.spillway.localcloud.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.startup.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicStoreTest {

    @TempDir Path folder;

    @Test
    void topicsAndSubscriptionsAreThereAfterARestart() {
        Path file = folder.resolve("topics.json");
        TopicRegistry registry = new TopicRegistry(new TopicStore.InFile(file));
        Topic topic = registry.create(Topic.named("alerts", Map.of("DisplayName", "Ü")));
        Subscription subscription =
                registry.subscribe(
                        Subscription.to(
                                topic,
                                "sqs",
                                "arn:aws:sqs:eu-central-1:000000000000:q",
                                Map.of("FilterPolicy", "{\"a\":[1]}")));

        TopicRegistry restarted = new TopicRegistry(new TopicStore.InFile(file));

        assertThat(restarted.topics()).containsExactly(topic);
        assertThat(restarted.subscriptions()).containsExactly(subscription);
    }

    @Test
    void brokenFileIsAClearError() throws Exception {
        Path file = Files.writeString(folder.resolve("topics.json"), "{");

        assertThatThrownBy(() -> new TopicRegistry(new TopicStore.InFile(file)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(file.toString());
    }
}
