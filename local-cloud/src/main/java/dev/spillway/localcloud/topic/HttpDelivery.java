package dev.spillway.localcloud.topic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to HTTP subscribers, behind the publisher's back as SNS does. A subscriber that is down or
 * answers 5xx or 429 is asked again for a while; nothing of it outlives the process. Thread-safe.
 */
final class HttpDelivery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpDelivery.class);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Seconds before each attempt. On AWS it takes 20 seconds until the second. */
    private static final List<Integer> PAUSES = List.of(0, 1, 1, 2, 5, 10, 20, 20, 60, 60);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LONGEST)
                    .build();
    private final ScheduledExecutorService attempts =
            Executors.newScheduledThreadPool(
                    4, Thread.ofPlatform().daemon().name("http-delivery-", 0).factory());

    /**
     * @param type as in {@code x-amz-sns-message-type}
     */
    void post(Subscription subscription, String type, String id, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(subscription.endpoint()))
                        .timeout(LONGEST)
                        .header("Content-Type", "text/plain; charset=UTF-8")
                        .header("User-Agent", "Amazon Simple Notification Service Agent")
                        .header("x-amz-sns-message-type", type)
                        .header("x-amz-sns-message-id", id)
                        .header("x-amz-sns-topic-arn", subscription.topicArn())
                        .header("x-amz-sns-subscription-arn", subscription.arn())
                        .POST(BodyPublishers.ofString(body))
                        .build();
        schedule(request, 0);
    }

    /** Names a message that has none of its own. */
    static String newId() {
        return UUID.randomUUID().toString();
    }

    private void schedule(HttpRequest request, int attempt) {
        if (attempt == PAUSES.size()) {
            log.warn("Message dropped: {} did not take it", request.uri().getHost());
            return;
        }
        ScheduledFuture<?> _ =
                attempts.schedule(
                        () -> attempt(request, attempt), PAUSES.get(attempt), TimeUnit.SECONDS);
    }

    private void attempt(HttpRequest request, int attempt) {
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status >= 500 || status == 429) {
                schedule(request, attempt + 1);
            } else if (status >= 400) {
                log.warn("Message dropped: an HTTP subscriber answered {}", status);
            }
        } catch (IOException e) {
            schedule(request, attempt + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        attempts.shutdownNow();
        http.shutdownNow();
    }
}
