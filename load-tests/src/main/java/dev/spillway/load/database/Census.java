package dev.spillway.load.database;

import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What was sent against what is there, webhook by webhook and event by event.
 *
 * @param lost webhooks of which there is no trace, and events of stored ones that are missing or
 *     not counted
 * @param doubled webhooks that are there twice or were never sent, and events stored or counted
 *     more than once
 */
public record Census(long lost, long doubled) {

    /**
     * Counts.
     *
     * @param sent ids of webhooks, none of which repeats another
     * @param events in each of them
     */
    public static Census of(Database database, Set<UUID> sent, int events) throws IOException {
        Set<UUID> missing = new HashSet<>(sent);
        byte[] first = Ids.bytes(first(sent));
        long[] stored = new long[2]; // webhooks, and those among them that nobody sent
        long rows = 0;
        for (byte[] tenant : tenants(database)) {
            database.query(
                    "SELECT id FROM webhook WHERE tenant_id = ? AND id >= ?",
                    row -> {
                        stored[0]++;
                        stored[1] += missing.remove(Ids.uuid(row.getBytes(1))) ? 0 : 1;
                    },
                    tenant,
                    first);
            rows +=
                    database.number(
                            "SELECT COUNT(*) FROM event WHERE tenant_id = ? AND webhook_id >= ?",
                            tenant,
                            first);
        }
        long counted = CommittedEvents.count(database);
        for (String other :
                new String[] {
                    "SELECT id FROM webhook_duplicate", "SELECT webhook_id FROM dead_letter"
                }) {
            database.query(other, row -> missing.remove(Ids.uuid(row.getBytes(1))));
        }
        return reckon(missing.size(), stored[0], stored[1], events, rows, counted);
    }

    /** One by one: what was loaded before lies before, in a tenant's part of a key. */
    private static List<byte[]> tenants(Database database) throws IOException {
        List<byte[]> ids = new ArrayList<>();
        database.query("SELECT id FROM tenant", row -> ids.add(row.getBytes(1)));
        return ids;
    }

    private static UUID first(Set<UUID> ids) {
        return ids.stream().min(Comparator.comparing(UUID::toString)).orElse(new UUID(0, 0));
    }

    /**
     * The arithmetic.
     *
     * @param missing webhooks without a trace
     * @param stored webhooks
     * @param unknown those among the stored that are there twice or were never sent
     * @param rows events stored
     * @param counted events in the rollups
     */
    static Census reckon(
            long missing, long stored, long unknown, int events, long rows, long counted) {
        long due = (stored - unknown) * events;
        return new Census(
                missing + Math.max(0, due - rows) + Math.max(0, rows - counted),
                unknown + Math.max(0, rows - due) + Math.max(0, counted - rows));
    }
}
