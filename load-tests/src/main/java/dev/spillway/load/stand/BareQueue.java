package dev.spillway.load.stand;

import dev.spillway.localcloud.CloudDescription;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queue without a door before it, called at a steady rate: the part of a latency that is not
 * ours.
 */
public final class BareQueue {

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private BareQueue() {}

    /** What it answered in. */
    public record Latency(double callsPerSecond, double p50Millis, double p99Millis) {}

    /**
     * Sends batches of one message by the open model.
     *
     * @param perSecond calls
     * @param bytes of each message
     */
    public static Latency measure(
            CloudDescription cloud, double perSecond, int bytes, Duration time) {
        String body = text(Math.max(1, bytes));
        ConcurrentHistogram micros = new ConcurrentHistogram(3);
        try (DiscardingConsumer _ = new DiscardingConsumer(cloud);
                SqsClient sqs = cloud.aws().sqsClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long interval = (long) (1e9 / perSecond);
            long start = System.nanoTime();
            long calls = 0;
            for (long due = start; due - start < time.toNanos(); due += interval) {
                LockSupport.parkNanos(due - System.nanoTime());
                long since = due;
                threads.submit(() -> {
                    send(sqs, cloud.queues().main(), body);
                    micros.recordValue((System.nanoTime() - since) / 1000);
                });
                calls++;
            }
            threads.close();
            return new Latency(
                    calls / (double) time.toSeconds(),
                    micros.getValueAtPercentile(50) / 1000.0,
                    micros.getValueAtPercentile(99) / 1000.0);
        }
    }

    private static void send(SqsClient sqs, String queue, String body) {
        sqs.sendMessageBatch(
                call -> call.queueUrl(queue).entries(entry -> entry.id("0").messageBody(body)));
    }

    /** As incompressible as a parcel is. */
    private static String text(int length) {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
