package dev.spillway.app.campaign;

import dev.spillway.app.database.Row;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Which campaigns are wanted; what is null does not matter.
 *
 * @param from with events at or after
 * @param to with events before
 */
record CampaignFilter(
        @Parameter(description = "Text in the name, in whichever case")
                @Size(max = 200, message = "must have at most 200 characters")
                @Nullable String query,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** An absent one compares null with null. */
    static final String CONDITION =
            """
            (:query IS NULL OR LOWER(name) LIKE :query ESCAPE '!')
            AND (:from IS NULL OR last_seen_at >= :from) AND (:to IS NULL OR first_seen_at < :to)
            """;

    StatementSpec bind(StatementSpec statement) {
        return statement
                .param("query", query == null || query.isBlank() ? null : pattern(query))
                .param("from", Row.timeOrNull(from))
                .param("to", Row.timeOrNull(to));
    }

    private static String pattern(String text) {
        String escaped = text.strip().replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + escaped.toLowerCase(Locale.ROOT) + "%";
    }
}
