package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.identity.Identity;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the claim tables of webhooks and of events have in common. Thread-safe. */
abstract class SqlClaimTable implements ClaimTable {

    private static final List<String> KEY = List.of("tenant_id", "source_id", "identity");

    final Rows rows;
    private final String table;

    SqlClaimTable(Rows rows, String table) {
        this.rows = rows;
        this.table = table;
    }

    abstract int insert(List<Candidate<?>> wanted);

    abstract LocalDate webhookExpiresOn(ResultSet row) throws SQLException;

    /** Since when the claim holds. */
    abstract Instant claimedAt(ResultSet row) throws SQLException;

    /** Those of the webhooks that are stored already, apart from what this transaction stores. */
    abstract Set<UUID> storedBefore(Collection<Candidate<?>> candidates);

    @Override
    public Map<ClaimKey, Holder> insertFree(Map<ClaimKey, Candidate<?>> wanted) {
        if (insert(List.copyOf(wanted.values())) == wanted.size()) {
            return Map.of();
        }
        Map<ClaimKey, Holder> holders = holders(wanted.keySet());
        List<Candidate<?>> own =
                wanted.values().stream().filter(candidate -> holds(candidate, holders)).toList();
        // The claim of a webhook that came again in another parcel looks like one made just now.
        Set<UUID> storedBefore = storedBefore(own);
        own.stream()
                .filter(candidate -> !storedBefore.contains(candidate.webhookId()))
                .forEach(candidate -> holders.remove(candidate.key()));
        return holders;
    }

    private static boolean holds(Candidate<?> candidate, Map<ClaimKey, Holder> holders) {
        Holder holder = holders.get(candidate.key());
        if (holder == null) {
            throw new ContentionException("a claim was there and is gone");
        }
        return holder.webhookId().equals(candidate.webhookId());
    }

    private Map<ClaimKey, Holder> holders(Collection<ClaimKey> keys) {
        Map<ClaimKey, Holder> holders = new HashMap<>();
        rows.find(
                "SELECT * FROM " + table + " WHERE",
                KEY,
                keys,
                SqlClaimTable::columns,
                row -> holders.put(key(row), holder(row)));
        return holders;
    }

    static Object[] columns(ClaimKey key) {
        return new Object[] {
            Ids.bytes(key.tenantId()), Ids.bytes(key.sourceId()), key.identity().bytes()
        };
    }

    private static ClaimKey key(ResultSet row) throws SQLException {
        return new ClaimKey(
                Ids.uuid(row.getBytes("tenant_id")),
                Ids.uuid(row.getBytes("source_id")),
                Identity.of(row.getBytes("identity")));
    }

    private Holder holder(ResultSet row) throws SQLException {
        return new Holder(
                Ids.uuid(row.getBytes("webhook_id")),
                webhookExpiresOn(row),
                claimedAt(row),
                UtcTime.instant(row.getObject("expires_at", LocalDateTime.class)));
    }

    /** Runs an update whose condition names the former holder. */
    final void takeOver(String update, Object... values) {
        if (rows.jdbc().update(update, values) != 1) {
            throw new ContentionException("an expired claim was taken over by somebody else");
        }
    }
}
