package dev.spillway.app.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing.
 *
 * @param accepted webhooks that were let in during the last 24 hours
 * @param rejected requests that were refused during the last 24 hours
 * @param passRate share of both whose signature did not fail, from 0 to 1; null where nothing came
 * @param lastWebhookAt when the last one was received, however long ago; null before the first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SourceStats(
        long accepted, long rejected, @Nullable Double passRate, @Nullable Instant lastWebhookAt) {

    static final SourceStats NONE = new SourceStats(0, 0, null, null);

    static SourceStats of(long accepted, long rejected, long failed, @Nullable Instant last) {
        long requests = accepted + rejected;
        Double rate = requests == 0 ? null : (double) (accepted - failed) / requests;
        return new SourceStats(accepted, rejected, rate, last);
    }
}
