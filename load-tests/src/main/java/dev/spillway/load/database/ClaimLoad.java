package dev.spillway.load.database;

import dev.spillway.load.database.Generated.Timeline;
import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Claims as a worker finds them that was away: of webhooks and of events, half of each expired and
 * half not. Those of webhooks begin with the second of their receipt, so the expired ones lie side
 * by side; those of events have no order, so every other one has expired.
 */
public final class ClaimLoad {

    private static final Duration AGO = Duration.ofDays(60);
    private static final Duration SINCE = Duration.ofDays(1);
    private static final Duration UNTIL = Duration.ofDays(30);

    private final Database database;

    public ClaimLoad(Database database) {
        this.database = database;
    }

    /**
     * How many were loaded.
     *
     * @param webhooks claims of webhooks that have expired, and as many that have not
     * @param events likewise
     */
    public record Loaded(long webhooks, long events) {

        public long expired() {
            return webhooks + events;
        }

        public long living() {
            return webhooks + events;
        }
    }

    /**
     * Adds so many claims that have expired, half of them webhooks' and half of them events', and
     * as many that have not; evenly of all those tenants.
     */
    public Loaded load(List<Tenant> tenants, long expired) throws IOException {
        long each = Math.max(1, expired / 2 / tenants.size());
        for (Tenant tenant : tenants) {
            Timeline time = Timeline.of(AGO, 2 * each);
            webhookClaims(tenant, time, each).insert(database, 2 * each, 1);
            eventClaims(tenant, time, each).insert(database, 2 * each, 1);
        }
        for (String table : List.of("webhook_claim", "event_claim")) {
            database.query("ANALYZE TABLE " + table, _ -> {});
        }
        return new Loaded(each * tenants.size(), each * tenants.size());
    }

    private static GeneratedRows webhookClaims(Tenant tenant, Timeline time, long each) {
        return new GeneratedRows("webhook_claim")
                .with("tenant_id", Ids.bytes(tenant.id()))
                .with("source_id", Ids.bytes(tenant.sourceId()))
                .with("identity", time.identity(tenant.id().toString()))
                .with("webhook_id", time.id())
                .with("webhook_expires_on", LocalDate.now(ZoneOffset.UTC).plusDays(30))
                .with("claimed_at", time.moment())
                .with("expires_at", expiresAt("seq <= " + each));
    }

    private static GeneratedRows eventClaims(Tenant tenant, Timeline time, long each) {
        return new GeneratedRows("event_claim")
                .with("tenant_id", Ids.bytes(tenant.id()))
                .with("source_id", Ids.bytes(tenant.sourceId()))
                .with("identity", Generated.spread(2 * each, tenant.id().toString()))
                .with("webhook_id", time.id())
                .with("expires_at", expiresAt("seq % 2 = 1"));
    }

    private static Generated expiresAt(String hasExpired) {
        Instant now = Instant.now();
        return new Generated(
                "IF(" + hasExpired + ", ?, ?)",
                List.of(utc(now.minus(SINCE)), utc(now.plus(UNTIL))));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Of what was loaded, or stored since. */
    public long expiredLeft() throws IOException {
        return count("expires_at < UTC_TIMESTAMP()");
    }

    /** Likewise. */
    public long living() throws IOException {
        return count("expires_at >= UTC_TIMESTAMP()");
    }

    private long count(String condition) throws IOException {
        return database.number("SELECT COUNT(*) FROM webhook_claim WHERE " + condition)
                + database.number("SELECT COUNT(*) FROM event_claim WHERE " + condition);
    }
}
