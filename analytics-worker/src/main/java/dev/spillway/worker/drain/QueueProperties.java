package dev.spillway.worker.drain;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * URLs of the queues.
 *
 * @param main parcels of tenants within their rate
 * @param overflow parcels of tenants over it
 * @param signals what else leaves the door
 * @param mainDeadLetters what SQS gave up delivering from main; it is stored like the rest, and
 *     nobody looks at it where this is absent
 * @param overflowDeadLetters the same of overflow
 * @param signalsDeadLetters the same of signals
 */
@Validated
@ConfigurationProperties("spillway.queues")
public record QueueProperties(
        @NotBlank String main,
        @NotBlank String overflow,
        @NotBlank String signals,
        @Nullable String mainDeadLetters,
        @Nullable String overflowDeadLetters,
        @Nullable String signalsDeadLetters) {

    /** Those that are there. */
    List<String> all() {
        return Stream.of(
                        main,
                        overflow,
                        signals,
                        mainDeadLetters,
                        overflowDeadLetters,
                        signalsDeadLetters)
                .filter(Objects::nonNull)
                .toList();
    }
}
