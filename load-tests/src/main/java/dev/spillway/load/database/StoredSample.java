package dev.spillway.load.database;

import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events that the worker stored and the webhooks that they came in, column for column, to be
 * written once more. Ids of webhooks and recipients are made anew each time: a row has to be as new
 * to the indexes as the worker's was.
 */
final class StoredSample {

    private static final int EVENTS = 20_000;

    private final List<String> eventColumns = new ArrayList<>();
    private final List<@Nullable Object[]> events = new ArrayList<>();
    private final List<String> webhookColumns = new ArrayList<>();
    private final Map<UUID, @Nullable Object[]> webhooks = new HashMap<>();

    private StoredSample() {}

    /** Some of each tenant's. */
    static StoredSample of(Database database, List<Tenant> tenants) throws IOException {
        StoredSample sample = new StoredSample();
        for (Tenant tenant : tenants) {
            byte[] id = Ids.bytes(tenant.id());
            database.query(
                    "SELECT * FROM event WHERE tenant_id = ? ORDER BY webhook_id DESC LIMIT "
                            + EVENTS / tenants.size(),
                    row -> sample.events.add(values(row, sample.eventColumns)),
                    id);
            database.query(
                    "SELECT * FROM webhook WHERE tenant_id = ? AND id >= (SELECT MIN(webhook_id)"
                            + " FROM (SELECT webhook_id FROM event WHERE tenant_id = ?"
                            + " ORDER BY webhook_id DESC LIMIT "
                            + EVENTS / tenants.size()
                            + ") newest)",
                    row ->
                            sample.webhooks.put(
                                    Ids.uuid(row.getBytes("id")),
                                    values(row, sample.webhookColumns)),
                    id,
                    id);
        }
        return sample;
    }

    private static @Nullable Object[] values(ResultSet row, List<String> columns)
            throws SQLException {
        ResultSetMetaData metadata = row.getMetaData();
        if (columns.isEmpty()) {
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                columns.add(metadata.getColumnName(i));
            }
        }
        @Nullable Object[] values = new @Nullable Object[metadata.getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getObject(i + 1);
        }
        return values;
    }

    int events() {
        return events.size();
    }

    List<String> eventColumns() {
        return eventColumns;
    }

    List<String> webhookColumns() {
        return webhookColumns;
    }

    /**
     * What one transaction writes.
     *
     * @param webhooks those that the events came in
     */
    record Rows(List<@Nullable Object[]> webhooks, List<@Nullable Object[]> events) {}

    /** So many events from there on, and from the beginning where they end. */
    Rows renewed(int from, int count, SplittableRandom random) {
        int webhook = eventColumns.indexOf("webhook_id");
        int recipient = eventColumns.indexOf("recipient_hash");
        Map<UUID, byte[]> ids = new HashMap<>();
        Rows renewed = new Rows(new ArrayList<>(), new ArrayList<>(count));
        for (int i = 0; i < count; i++) {
            @Nullable Object[] row = events.get((from + i) % events.size()).clone();
            if (row[webhook] instanceof byte[] id) {
                UUID old = Ids.uuid(id);
                row[webhook] = ids.computeIfAbsent(old, _ -> addWebhook(old, renewed.webhooks));
            }
            if (row[recipient] instanceof byte[] hash) {
                byte[] another = new byte[hash.length];
                random.nextBytes(another);
                row[recipient] = another;
            }
            renewed.events.add(row);
        }
        return renewed;
    }

    private byte[] addWebhook(UUID old, List<@Nullable Object[]> renewed) {
        byte[] id = Ids.bytes(Ids.next());
        @Nullable Object[] row = webhooks.get(old);
        if (row != null) {
            @Nullable Object[] again = row.clone();
            again[webhookColumns.indexOf("id")] = id;
            renewed.add(again);
        }
        return id;
    }
}
