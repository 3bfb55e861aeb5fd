package dev.spillway.app.destination;

import dev.spillway.platform.destination.DestinationUrl;
import dev.spillway.platform.error.ProblemException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A destination as a tenant wants it. */
record Wanted(
        @NotBlank(message = "must be given")
                @Size(max = 200, message = "must have at most 200 characters")
                String name,
        @NotNull(message = "must be given") String url,
        @NotEmpty(message = "must name at least one of alerts, suppressions") Set<Topic> topics) {

    /**
     * What is to be otherwise; what is null stays.
     *
     * @param enabled false keeps what is sent there waiting
     */
    record Change(
            @Size(min = 1, max = 200, message = "must have from 1 to 200 characters")
                    @Nullable String name,
            @Nullable String url,
            @Size(min = 1, message = "must name at least one of alerts, suppressions")
                    @Nullable Set<Topic> topics,
            @Nullable Boolean enabled) {}

    /**
     * Looks at a URL.
     *
     * @throws ProblemException 422 if nothing may be sent there
     */
    static void check(String url, boolean allowLoopback) {
        try {
            DestinationUrl _ = DestinationUrl.parse(url, allowLoopback);
        } catch (IllegalArgumentException e) {
            // Written by us, without what was given.
            throw ProblemException.invalid("url", String.valueOf(e.getMessage()));
        }
    }
}
