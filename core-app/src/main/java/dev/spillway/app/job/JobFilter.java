package dev.spillway.app.job;

import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.JobKind;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are listed; what is not given does not matter.
 *
 * @param kind any of these
 * @param status any of these
 */
record JobFilter(
        @Parameter(description = "One or several, such as dead_letter_replay,webhook_replay")
                @Nullable List<String> kind,
        @Parameter(description = "One or several of waiting, running, done, failed, cancelled")
                @Nullable List<String> status) {

    private static final List<String> KINDS =
            Arrays.stream(JobKind.values()).map(JobKind::code).toList();

    private static final List<String> STATUSES =
            List.of("waiting", "running", "done", "failed", "cancelled");

    /**
     * The kinds that are wanted; empty where all are.
     *
     * @throws ProblemException 422 if there is no such kind
     */
    List<String> kinds() {
        return known("kind", kind, KINDS);
    }

    /**
     * Likewise the statuses.
     *
     * @throws ProblemException 422 if there is no such status
     */
    List<String> statuses() {
        return known("status", status, STATUSES);
    }

    private static List<String> known(
            String field, @Nullable List<String> wanted, List<String> all) {
        if (wanted == null) {
            return List.of();
        }
        if (!all.containsAll(wanted)) {
            throw ProblemException.invalid(field, "must be one of " + String.join(", ", all));
        }
        return wanted;
    }
}
