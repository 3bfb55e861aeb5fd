package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the lanes' queues, which share a client and the threads of its calls. */
final class LaneQueues implements AutoCloseable {

    /** Deletes, and changes of visibility, at a time: more would push receives aside. */
    private static final int CALLS = 16;

    private final ExecutorService calls =
            Executors.newFixedThreadPool(CALLS, Thread.ofVirtual().name("lane-call-", 0).factory());
    private final SqsClient sqs;
    private final DrainProperties drain;

    LaneQueues(SqsClient sqs, DrainProperties drain) {
        this.sqs = sqs;
        this.drain = drain;
    }

    /** A lane's own. */
    LaneQueue of(Lane lane, String url) {
        return new LaneQueue(sqs, calls, lane, false, url, drain.poll(), drain.visibility());
    }

    /** What SQS gave up delivering there. */
    LaneQueue givenUp(Lane lane, String url) {
        return new LaneQueue(sqs, calls, lane, true, url, drain.poll(), drain.visibility());
    }

    /** Drops what has not been called; SQS delivers that again. */
    @Override
    public void close() {
        calls.shutdownNow();
    }
}
