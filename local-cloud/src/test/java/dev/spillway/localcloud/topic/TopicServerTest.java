package dev.spillway.localcloud.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.startup.LoopbackPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Topic;

/** What does not need an SQS that answers: here none does. */
class TopicServerTest {

    private final URI nobody = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    private final TopicServer server = TopicServer.inMemory(nobody);
    private final SnsClient sns = AwsAccess.local(nobody, server.endpoint()).snsClient();

    @AfterEach
    void stop() {
        sns.close();
        server.close();
    }

    @Test
    void publisherIsToldToTryAgainWhileSqsIsDown() {
        String topic = sns.createTopic(c -> c.name("t")).topicArn();
        sns.subscribe(s ->
                s.topicArn(topic)
                        .protocol("sqs")
                        .endpoint("arn:aws:sqs:eu-central-1:000000000000:q"));

        assertThatThrownBy(() -> sns.publish(p -> p.topicArn(topic).message("m")))
                .isInstanceOfSatisfying(
                        SnsException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    }

    @Test
    void longListsComeInPages() {
        IntStream.range(0, 250).forEach(i -> sns.createTopic(c -> c.name("topic-" + i)));

        assertThat(sns.listTopics().topics()).hasSize(100);
        assertThat(sns.listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .hasSize(250)
                .doesNotHaveDuplicates();
    }

    @Test
    void unknownActionAndHugeRequestAreRefused() throws Exception {
        assertThat(post("Action=AddPermission").body()).contains("<Code>InvalidAction</Code>");
        assertThat(post("Action=Publish&Message=" + "x".repeat(5 * 1024 * 1024)).statusCode())
                .isEqualTo(413);
        assertThat(post("Action=ListTopics&NextToken=x").body())
                .contains("<Code>InvalidParameter</Code>");
    }

    private HttpResponse<String> post(String form) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(server.endpoint())
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
