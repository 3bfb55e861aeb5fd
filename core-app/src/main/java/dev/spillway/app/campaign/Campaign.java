package dev.spillway.app.campaign;

import dev.spillway.app.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A campaign as events name it.
 *
 * @param firstSeenAt its earliest event, in event time
 * @param lastSeenAt its latest
 */
record Campaign(UUID id, String name, Instant firstSeenAt, Instant lastSeenAt) {

    Campaign(Row row) throws SQLException {
        this(
                row.id("id"),
                row.text("name"),
                row.instant("first_seen_at"),
                row.instant("last_seen_at"));
    }
}
