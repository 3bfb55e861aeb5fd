package dev.spillway.app.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/**
 * What happened in a time: accepted = stored + duplicates + dead letters, once the queues are
 * empty.
 *
 * @param accepted webhooks that the worker received
 * @param stored webhooks stored
 * @param duplicates webhooks that were stored before
 * @param deadLetters webhooks that could not be stored
 * @param verified stored ones whose signature was right
 * @param failed stored ones whose signature was wrong, let in by a source that does not enforce
 * @param rejected requests refused at the door, by the code their senders were told
 * @param events by type, in event time
 * @param lag from receipt to storage
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Summary(
        Instant from,
        Instant to,
        long accepted,
        long stored,
        long duplicates,
        long deadLetters,
        long verified,
        long failed,
        Map<String, Long> rejected,
        Map<String, Long> events,
        Lag lag) {}
