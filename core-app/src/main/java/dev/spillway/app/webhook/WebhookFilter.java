package dev.spillway.app.webhook;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which webhooks are wanted; what is null does not matter.
 *
 * @param from received at or after
 * @param to received before
 * @param q found in event key or path
 */
record WebhookFilter(
        @Nullable UUID source,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Verification verification,
        @Parameter(description = "Text in the event key or the path")
                @Size(max = 200, message = "must have at most 200 characters")
                @Nullable String q) {

    private static final char ESCAPE = '!';

    /** Time is a range of ids, hence of the primary key: ids begin with the receipt's instant. */
    List<Predicate> predicates(CriteriaBuilder builder, Root<StoredWebhook> webhook) {
        List<Predicate> all = new ArrayList<>();
        if (source != null) {
            all.add(builder.equal(webhook.get("sourceId"), source));
        }
        if (from != null) {
            all.add(builder.greaterThanOrEqualTo(webhook.<UUID>get("id"), Ids.firstAt(from)));
        }
        if (to != null) {
            all.add(builder.lessThan(webhook.<UUID>get("id"), Ids.firstAt(to)));
        }
        if (verification != null) {
            all.add(builder.equal(webhook.get("verification"), verification.code()));
        }
        if (q != null && !q.isBlank()) {
            String text = "%" + escaped(q.strip()) + "%";
            all.add(
                    builder.or(
                            builder.like(webhook.<String>get("eventKey"), text, ESCAPE),
                            builder.like(webhook.<String>get("path"), text, ESCAPE)));
        }
        return all;
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
