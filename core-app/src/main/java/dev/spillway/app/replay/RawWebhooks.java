package dev.spillway.app.replay;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.platform.plan.Plan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What is kept of the bound tenant's webhooks as it came. */
@Repository
class RawWebhooks {

    /** More are not counted: a month of a large tenant's bodies lies between them. */
    static final int MOST_COUNTED = 100_000;

    /** Every filter in one statement: an absent one compares null with null. */
    private static final String COUNT =
            """
            SELECT outcome, COUNT(*) AS webhooks FROM (
              SELECT outcome FROM app_webhook
              WHERE id >= :from AND id < :to AND (:source IS NULL OR source_id = :source)
                AND (:provider IS NULL OR provider = :provider) AND (:outcome IS NULL OR outcome = :outcome)
              LIMIT :most) found
            GROUP BY outcome ORDER BY webhooks DESC, outcome
            """;

    private static final String STORED =
            """
            SELECT id FROM app_webhook WHERE id = :id
            UNION ALL
            SELECT webhook_id FROM app_webhook_duplicate WHERE id = :id
            LIMIT 1
            """;

    private final TenantDatabase database;

    RawWebhooks(TenantDatabase database) {
        this.database = database;
    }

    /** When what is still there as it came begins, by the plan that holds now. */
    Instant since(Instant now) {
        return database.sql("SELECT plan FROM app_tenant")
                .query(String.class)
                .optional()
                .flatMap(Plan::find)
                .orElseThrow()
                .rawSince(now);
    }

    /** The stored webhook of that id, or the one of which it is a repetition. */
    Optional<UUID> stored(UUID id) {
        return database.sql(STORED)
                .param("id", Ids.bytes(id))
                .query(Row.mapper(row -> row.id("id")))
                .optional();
    }

    boolean hasSource(UUID source) {
        return database.sql("SELECT COUNT(*) FROM app_source WHERE id = ?")
                        .param(Ids.bytes(source))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * How many are selected, by what normalising them came to; at most one more than are counted.
     */
    Map<String, Long> count(WebhookSelection selection, Instant rawSince) {
        Instant from = selection.from();
        Map<String, Long> counts = new LinkedHashMap<>();
        database.sql(COUNT)
                .param("from", Ids.bytes(Ids.firstAt(from == null ? rawSince : from)))
                .param("to", Ids.bytes(Ids.firstAt(selection.to())))
                .param("source", bytesOrNull(selection.source()))
                .param("provider", selection.provider())
                .param("outcome", selection.outcome())
                .param("most", MOST_COUNTED + 1)
                .query(Row.mapper(row -> Map.entry(row.text("outcome"), row.number("webhooks"))))
                .list()
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    private static byte @Nullable [] bytesOrNull(@Nullable UUID id) {
        return id == null ? null : Ids.bytes(id);
    }
}
