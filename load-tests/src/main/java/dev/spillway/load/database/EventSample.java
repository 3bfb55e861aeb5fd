package dev.spillway.load.database;

import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.id.Ids;
import java.io.IOException;
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
 * Event rows that the worker stored, column for column, to be written once more. Their webhooks'
 * ids and recipients are made anew each time: a row has to be as new to the indexes as the worker's
 * was.
 *
 * @param columns in the table's order
 */
record EventSample(List<String> columns, List<@Nullable Object[]> rows) {

    private static final int ROWS = 20_000;

    /** Some of each tenant's. */
    static EventSample of(Database database, List<Tenant> tenants) throws IOException {
        List<String> columns = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Tenant tenant : tenants) {
            database.query(
                    "SELECT * FROM event WHERE tenant_id = ? ORDER BY webhook_id DESC LIMIT "
                            + ROWS / tenants.size(),
                    row -> {
                        @Nullable Object[] values =
                                new @Nullable Object[width(row.getMetaData(), columns)];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = row.getObject(i + 1);
                        }
                        rows.add(values);
                    },
                    Ids.bytes(tenant.id()));
        }
        return new EventSample(columns, rows);
    }

    private static int width(ResultSetMetaData metadata, List<String> columns) throws SQLException {
        if (columns.isEmpty()) {
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                columns.add(metadata.getColumnName(i));
            }
        }
        return metadata.getColumnCount();
    }

    /** So many rows from there on, and from the beginning where they end. */
    List<@Nullable Object[]> renewed(int from, int count, SplittableRandom random) {
        int webhook = columns.indexOf("webhook_id");
        int recipient = columns.indexOf("recipient_hash");
        Map<UUID, byte[]> webhooks = new HashMap<>();
        List<@Nullable Object[]> renewed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            @Nullable Object[] row = rows.get((from + i) % rows.size()).clone();
            if (row[webhook] instanceof byte[] id) {
                row[webhook] = webhooks.computeIfAbsent(Ids.uuid(id), _ -> Ids.bytes(Ids.next()));
            }
            if (row[recipient] instanceof byte[] hash) {
                byte[] another = new byte[hash.length];
                random.nextBytes(another);
                row[recipient] = another;
            }
            renewed.add(row);
        }
        return renewed;
    }
}
