package dev.spillway.platform.job;

import java.time.Instant;
import java.util.List;

/**
 * The person that a job is about. Nowhere in clear: whoever looks for him hashes what he finds.
 *
 * @param hashes in hexadecimal, one for each way to write the address, as {@code
 *     RecipientHasher.hashes} makes them
 * @param before webhooks received from then on are none of the job's business
 */
public record RecipientSelection(List<String> hashes, Instant before) {

    public RecipientSelection {
        hashes = List.copyOf(hashes);
    }
}
