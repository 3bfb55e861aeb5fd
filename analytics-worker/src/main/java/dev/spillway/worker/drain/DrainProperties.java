package dev.spillway.worker.drain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the worker drains.
 *
 * @param slot this worker's own rollup rows; instances that share one count right, only slower
 * @param inFlight messages held at a time, by queue
 * @param batch what is written in one transaction, at most
 * @param writers batches written to the database at a time, over all queues, at most
 * @param patience how long messages that would not fill a batch wait for the batches under way
 *     before one more is written beside them
 * @param gathering how long a receiver rests after a receive that was not full
 * @param target how long a batch may take; when they take longer, fewer are written at a time
 * @param poll how long a receive waits for messages; SQS allows 20 s at most
 * @param visibility how long a received message stays hidden from other workers, and again while it
 *     is worked on; after a crash they wait so long
 * @param stop how long a stopping worker lets batches finish
 * @param retry what is done while the database does not take writes
 * @param handBack when a message that was handed back comes again
 * @param fingerprintWindow within which webhooks without a key that are alike in every byte are
 *     one, where the sender is no vendor whose preset says how long he sends again
 * @param horizons how long a vendor may send the same webhook again, by the id of his preset and
 *     instead of what that says
 * @param cache how long what was read of tenants and sources is believed
 */
@Validated
@ConfigurationProperties("spillway.drain")
public record DrainProperties(
        @DefaultValue("0") @Min(0) @Max(127) int slot,
        @DefaultValue @Valid InFlight inFlight,
        @DefaultValue @Valid Batch batch,
        @DefaultValue("4") @Min(1) int writers,
        @DefaultValue("50ms") Duration patience,
        @DefaultValue("10ms") Duration gathering,
        @DefaultValue("150ms") Duration target,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("1m") Duration visibility,
        @DefaultValue("20s") Duration stop,
        @DefaultValue @Valid Retry retry,
        @DefaultValue @Valid HandBack handBack,
        @DefaultValue("1h") Duration fingerprintWindow,
        @DefaultValue Map<String, Duration> horizons,
        @DefaultValue("30s") Duration cache) {

    /**
     * Messages, of which one holds up to some hundreds of webhooks. A quiet tenant's overtakes only
     * what is in flight with it, and SQS recognises a noisy tenant only where at least 30 of his
     * are.
     *
     * @param size memory for messages of both lanes; what one receive brings comes on top
     */
    public record InFlight(
            @DefaultValue("2000") @Min(10) int main,
            @DefaultValue("500") @Min(10) int overflow,
            @DefaultValue("10") @Min(10) int signals,
            @DefaultValue("96MB") DataSize size) {}

    /**
     * One turn of a writer: what of some messages fits one transaction. Whatever does not, waits
     * for another turn.
     *
     * @param messages as many, at most
     * @param size it ends with the message that reaches so much, of what parcels have before
     *     compression
     * @param rows webhooks and events of one transaction, unless one webhook alone has more
     * @param content likewise, of bodies and of what is kept of events
     */
    public record Batch(
            @DefaultValue("1000") @Min(1) int messages,
            @DefaultValue("192KB") DataSize size,
            @DefaultValue("10000") @Min(1) int rows,
            @DefaultValue("8MB") DataSize content) {}

    /**
     * Retrying.
     *
     * @param first delay before the first retry, doubled with each further one, and jittered
     * @param longest what doubling stops at
     * @param patience after which a batch is handed back
     * @param pause at most how long nothing is received while the database stalls
     */
    public record Retry(
            @DefaultValue("50ms") Duration first,
            @DefaultValue("5s") Duration longest,
            @DefaultValue("1m") Duration patience,
            @DefaultValue("30s") Duration pause) {}

    /**
     * Handing back.
     *
     * @param stalled after the database took too long, or its tenant cannot be served at present
     * @param newer for messages of a version this worker does not know yet. Times 1,000 receives,
     *     the queues' limit, it has to be about as long as they keep messages
     */
    public record HandBack(
            @DefaultValue("2m") Duration stalled, @DefaultValue("15m") Duration newer) {}
}
