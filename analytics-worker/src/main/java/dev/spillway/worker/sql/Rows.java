package dev.spillway.worker.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Many rows in few statements. Rows are written in the order in which they are given, which has to
 * be that of their keys. Stateless but for the template; thread-safe.
 */
public final class Rows {

    /** Rows of small, fixed columns in one statement: well below any server's packet limit. */
    private static final int CHUNK = 500;

    private final JdbcTemplate jdbc;

    public Rows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /**
     * Writes rows of any size; the driver packs them together as far as the server's packet limit
     * allows ({@code rewriteBatchedStatements}).
     */
    public <T> void write(
            String insert, Collection<T> items, Function<T, @Nullable Object[]> columns) {
        if (items.isEmpty()) {
            return;
        }
        jdbc.execute(
                insert,
                (PreparedStatementCallback<int[]>)
                        statement -> {
                            for (T item : items) {
                                bind(statement, columns.apply(item));
                            }
                            return statement.executeBatch();
                        });
    }

    /** Without asking the database for types, which would cost a round trip for each null. */
    private static void bind(PreparedStatement statement, @Nullable Object[] row)
            throws SQLException {
        for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
    }

    /** As {@link #write}, of a map's entries. */
    public <K, V> void write(
            String insert, Map<K, V> items, Function<Map.Entry<K, V>, @Nullable Object[]> columns) {
        write(insert, items.entrySet(), columns);
    }

    /**
     * Inserts those rows whose key is free, and says how many those were. The driver's own packing
     * would not tell.
     *
     * @param insertInto an {@code INSERT IGNORE INTO … VALUES} without the values. IGNORE also
     *     turns an error in the data into a warning, so this is only for columns of fixed length
     *     whose values cannot be wrong
     */
    public <T> int claim(
            String insertInto, List<T> items, Function<T, @Nullable Object[]> columns) {
        int inserted = 0;
        for (int from = 0; from < items.size(); from += CHUNK) {
            List<T> chunk = items.subList(from, Math.min(items.size(), from + CHUNK));
            List<@Nullable Object> values = new ArrayList<>();
            int width = 0;
            for (T item : chunk) {
                @Nullable Object[] row = columns.apply(item);
                width = row.length;
                Collections.addAll(values, row);
            }
            String sql = insertInto + " " + tuples(chunk.size(), width);
            inserted += jdbc.update(sql, values.toArray());
        }
        return inserted;
    }

    /**
     * Reads the rows of many keys.
     *
     * @param select up to and with {@code WHERE}
     * @param keyColumns all columns of the primary key, or its first ones
     */
    public <K> void find(
            String select,
            List<String> keyColumns,
            Collection<K> keys,
            Function<K, Object[]> columns,
            RowCallbackHandler reader) {
        String condition =
                keyColumns.stream()
                        .map(column -> column + " = ?")
                        .collect(Collectors.joining(" AND ", "(", ")"));
        List<K> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<K> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            // Alternatives of whole keys: both databases read them as ranges of the primary key.
            String alternatives = String.join(" OR ", Collections.nCopies(chunk.size(), condition));
            Object[] values =
                    chunk.stream().flatMap(key -> Arrays.stream(columns.apply(key))).toArray();
            jdbc.query(select + " " + alternatives, reader, values);
        }
    }

    private static String tuples(int rows, int width) {
        String tuple = "(" + String.join(", ", Collections.nCopies(width, "?")) + ")";
        return String.join(", ", Collections.nCopies(rows, tuple));
    }
}
