package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether other webhooks' stored events tell of events already, for those whose claims are so old
 * that they may have been swept away. All that a step wants to know is one statement. Inside the
 * caller's transaction; thread-safe.
 */
final class ToldElsewhere {

    /** Asked about in one statement; beyond 200 a server guesses instead of looking. */
    private static final int CHUNK = 200;

    private final JdbcTemplate jdbc;

    ToldElsewhere(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An event of another webhook. */
    private record Found(UUID webhookId, Instant receivedAt, List<Telling> tellings) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(
                    Ids.uuid(row.getBytes("webhook_id")),
                    UtcTime.instant(row.getObject("received_at", LocalDateTime.class)),
                    Telling.all(
                            Ids.uuid(row.getBytes("source_id")),
                            isVerified(row.getString("verification")),
                            EventFacts.of(row)));
        }

        private static boolean isVerified(String verification) {
            return verification.equalsIgnoreCase(Verification.VERIFIED.name());
        }
    }

    /**
     * Ids of those that a webhook tells of which came within their claim's horizon, before or
     * after. Where the claim has not expired it decides itself.
     *
     * @param events of one tenant
     */
    Set<UUID> told(UUID tenantId, Collection<Candidate<StoredEvent>> events, Instant now) {
        List<ToldQuestion.Asked> asked =
                events.stream()
                        .filter(each -> !each.claim().expiresAt().isAfter(now))
                        .map(ToldQuestion.Asked::of)
                        .toList();
        Set<UUID> told = new HashSet<>();
        for (int from = 0; from < asked.size(); from += CHUNK) {
            ask(tenantId, asked.subList(from, Math.min(asked.size(), from + CHUNK)), told);
        }
        return told;
    }

    private void ask(UUID tenantId, List<ToldQuestion.Asked> asked, Set<UUID> told) {
        Map<Telling, List<ToldQuestion.Asked>> byTelling =
                asked.stream().collect(Collectors.groupingBy(ToldQuestion.Asked::telling));
        ToldQuestion question = ToldQuestion.of(tenantId, asked);
        jdbc.query(
                question.sql(),
                row -> {
                    Found found = Found.of(row);
                    for (Telling telling : found.tellings) {
                        byTelling.getOrDefault(telling, List.of()).stream()
                                .filter(each -> each.isToldBy(found.webhookId, found.receivedAt))
                                .forEach(each -> told.add(each.eventId()));
                    }
                },
                question.values().toArray());
    }
}
