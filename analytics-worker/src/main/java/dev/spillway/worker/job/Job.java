package dev.spillway.worker.job;

import dev.spillway.platform.job.JobKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job as its next step finds it.
 *
 * @param parameters JSON, as the app wrote it
 * @param place where the step before ended, in the handler's own words; null before the first
 * @param cancelled whether somebody asked to stop it
 * @param createdAt when it was asked for
 */
public record Job(
        UUID tenantId,
        UUID id,
        JobKind kind,
        String parameters,
        @Nullable String place,
        boolean cancelled,
        Instant createdAt) {

    /**
     * The parameters.
     *
     * @throws tools.jackson.core.JacksonException if they are not of that form; the job then fails
     */
    public <T> T parameters(Class<T> type) {
        return JsonMapper.shared().readValue(parameters, type);
    }
}
