package dev.spillway.load.bench;

import dev.spillway.localcloud.aws.AwsAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.ConcurrentHistogram;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The queue without a door before it, called at a steady rate: the part of a latency that is not
 * ours. The client is made as the door's is and warmed like it; one that is cold makes the queue
 * look slow, and the door beside it fast.
 */
final class BareQueue implements AutoCloseable {

    /** A p99 is at least the eleventh slowest of so many. */
    static final int LEAST_CALLS = 1_000;

    /** Of one step while it gets warm. A call takes milliseconds: no step is over in an instant. */
    static final int WARMING_CALLS = 500;

    /** At once while it gets warm, so that lines are open for what comes in a bunch later. */
    private static final int WARMING_THREADS = 4;

    /** So that the least number of calls takes no longer than two minutes. */
    private static final double LEAST_PER_SECOND = 10;

    private static final Duration CALL_PATIENCE = Duration.ofSeconds(3);

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final SqsClient sqs;
    private final String queueUrl;
    private final String body;

    /**
     * @param bytes of each message
     */
    BareQueue(AwsAccess aws, String queueUrl, int bytes) {
        this.sqs = client(aws);
        this.queueUrl = queueUrl;
        this.body = text(Math.max(1, bytes));
    }

    /** Without SQS's checksums, like the door's. */
    private static SqsClient client(AwsAccess aws) {
        return SqsClient.builder()
                .endpointOverride(aws.sqs())
                .region(Region.of(aws.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(CALL_PATIENCE))
                .checksumValidationEnabled(false)
                .build();
    }

    /**
     * What it answered in.
     *
     * @param calls that were answered
     * @param failed calls that were not
     */
    record Latency(
            double callsPerSecond, long calls, long failed, double p50Millis, double p99Millis) {

        /** Whether a percentile of it says something. */
        boolean isAnswered() {
            return failed == 0 && calls >= LEAST_CALLS;
        }
    }

    /**
     * Calls it, unmeasured, until calls get no faster.
     *
     * @throws IOException if it does not take what it is sent
     */
    void warmUp() throws IOException, InterruptedException {
        WarmUp.run(_ -> callsPerSecond());
    }

    private double callsPerSecond() throws IOException {
        LongAdder failed = new LongAdder();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(WARMING_THREADS)) {
            for (int i = 0; i < WARMING_CALLS; i++) {
                threads.execute(() -> failed.add(send() ? 0 : 1));
            }
        }
        if (failed.sum() > 0) {
            throw new IOException("the queue did not take " + failed.sum() + " messages");
        }
        return WARMING_CALLS * 1e9 / (System.nanoTime() - start);
    }

    /**
     * Sends batches of one message by the open model, for that long, or for as long as the least
     * number of calls takes.
     *
     * @param perSecond calls
     */
    Latency measure(double perSecond, Duration time) {
        double pace = Math.max(LEAST_PER_SECOND, perSecond);
        long calls = (long) Math.max(LEAST_CALLS, pace * time.toNanos() / 1e9);
        ConcurrentHistogram micros = new ConcurrentHistogram(3);
        LongAdder failed = new LongAdder();
        callAtPace(
                pace,
                calls,
                since -> {
                    if (send()) {
                        micros.recordValue((System.nanoTime() - since) / 1000);
                    } else {
                        failed.increment();
                    }
                });
        return new Latency(
                pace,
                micros.getTotalCount(),
                failed.sum(),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0);
    }

    /** Returns when the last call has ended. */
    private static void callAtPace(double perSecond, long calls, LongConsumer call) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (long i = 0; i < calls; i++) {
                long due = start + (long) (i * 1e9 / perSecond);
                awaitTime(due);
                threads.execute(() -> call.accept(due));
            }
        }
    }

    /** Parking may end early, and a call that is made early counts as too fast. */
    private static void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean send() {
        SendMessageBatchRequestEntry entry =
                SendMessageBatchRequestEntry.builder().id("0").messageBody(body).build();
        try {
            return sqs.sendMessageBatch(call -> call.queueUrl(queueUrl).entries(entry))
                    .failed()
                    .isEmpty();
        } catch (SdkException e) {
            return false;
        }
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

    @Override
    public void close() {
        sqs.close();
    }
}
