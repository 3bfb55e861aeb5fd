package dev.spillway.worker.restore;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether the database knows a parcel. Its claim says so as long as claims are kept; after that,
 * the rows that it left. Thread-safe.
 */
final class Evidence {

    /** For clocks that differ, and for a claim that is swept at this moment. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final String CLAIM =
            "SELECT EXISTS (SELECT 1 FROM parcel_claim WHERE tenant_id = ? AND parcel_id = ?)";

    private static final List<String> ROWS =
            List.of(
                    "SELECT EXISTS (SELECT 1 FROM webhook WHERE tenant_id = ? AND id = ?)",
                    "SELECT EXISTS (SELECT 1 FROM event WHERE tenant_id = ? AND webhook_id = ?)",
                    "SELECT EXISTS (SELECT 1 FROM webhook_duplicate WHERE tenant_id = ? AND id ="
                            + " ?)",
                    "SELECT EXISTS (SELECT 1 FROM dead_letter WHERE tenant_id = ? AND webhook_id ="
                            + " ?)");

    private static final String LETTER =
            "SELECT EXISTS (SELECT 1 FROM dead_letter WHERE tenant_id = ? AND webhook_id IS NULL"
                    + " AND parcel = ?)";

    private final JdbcTemplate jdbc;
    private final Duration claimsKept;

    /**
     * @param claimsKept how long a parcel's claim is kept
     */
    Evidence(JdbcTemplate jdbc, Duration claimsKept) {
        this.jdbc = jdbc;
        this.claimsKept = claimsKept;
    }

    /** Whether claims of that time may have been swept. */
    boolean mayHaveBeenSwept(Instant archivedAt) {
        return archivedAt.isBefore(Instant.now().minus(claimsKept).plus(MARGIN));
    }

    /** By claim: the store asks for itself, so this is for who only wants to know. */
    boolean isClaimed(UUID tenantId, UUID id) {
        return exists(CLAIM, tenantId, Ids.bytes(id));
    }

    /** By rows. */
    boolean hasRows(Parcel parcel) {
        return parcel.webhooks().stream()
                .map(Webhook::id)
                .anyMatch(id ->
                        ROWS.stream()
                                .anyMatch(sql -> exists(sql, parcel.tenantId(), Ids.bytes(id))));
    }

    /** Of a message that nobody could read. */
    boolean hasLetter(UUID tenantId, String text) {
        return exists(LETTER, tenantId, text);
    }

    private boolean exists(String sql, UUID tenantId, Object other) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(sql, Boolean.class, Ids.bytes(tenantId), other));
    }
}
