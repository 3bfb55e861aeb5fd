package dev.spillway.worker.drain;

import io.awspring.cloud.sqs.listener.IdentifiableContainerComponent;
import io.awspring.cloud.sqs.listener.backpressure.BackPressureHandler;
import io.awspring.cloud.sqs.listener.backpressure.BackPressureHandlerFactories;
import io.awspring.cloud.sqs.listener.backpressure.BackPressureHandlerFactory;
import io.awspring.cloud.sqs.listener.backpressure.BatchAwareBackPressureHandler;
import java.time.Duration;

/** The library's own permits, and none at all while a gate is shut. */
final class GatedBackPressure
        implements BatchAwareBackPressureHandler, IdentifiableContainerComponent {

    /** How long one request for permits waits at the gate; the container then asks again. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Gates gates;
    private final BackPressureHandler permits;
    private final int batchSize;
    private String id = "";

    private GatedBackPressure(Gates gates, BackPressureHandler permits, int batchSize) {
        this.gates = gates;
        this.permits = permits;
        this.batchSize = batchSize;
    }

    static BackPressureHandlerFactory behind(Gates gates) {
        BackPressureHandlerFactory permits =
                BackPressureHandlerFactories.adaptiveThroughputBackPressureHandler();
        return options ->
                new GatedBackPressure(
                        gates,
                        permits.createBackPressureHandler(options),
                        options.getMaxMessagesPerPoll());
    }

    @Override
    public int requestBatch() throws InterruptedException {
        return request(batchSize);
    }

    @Override
    public int request(int amount) throws InterruptedException {
        return gates.await(WAIT) ? permits.request(amount) : 0;
    }

    @Override
    public void release(int amount, ReleaseReason reason) {
        permits.release(amount, reason);
    }

    @Override
    public boolean drain(Duration timeout) {
        return permits.drain(timeout);
    }

    @Override
    public void setId(String id) {
        this.id = id;
        if (permits instanceof IdentifiableContainerComponent identifiable) {
            identifiable.setId(id);
        }
    }

    @Override
    public String getId() {
        return id;
    }
}
