package dev.spillway.worker.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
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

    /** Looked for in one statement. */
    private static final int MOST_KEYS = 512;

    /** Of values in one statement: below any server's packet limit, and soon sent. */
    private static final int MOST_BYTES = 4 << 20;

    /** What a value takes whose length is not looked at. */
    private static final int SHORT = 8;

    private final JdbcTemplate jdbc;

    public Rows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /**
     * Inserts rows of any size.
     *
     * @return how many rows were not there before; nothing to go by where rows are updated
     */
    public <T> int insert(
            Insert insert, Collection<T> items, Function<T, @Nullable Object[]> columns) {
        int inserted = 0;
        long bytes = 0;
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (T item : items) {
            @Nullable Object[] row = columns.apply(item);
            bytes += bytes(row);
            if (bytes > MOST_BYTES && !rows.isEmpty()) {
                inserted += insert(insert, rows);
                rows.clear();
                bytes = bytes(row);
            }
            rows.add(row);
        }
        return inserted + insert(insert, rows);
    }

    /** As {@link #insert(Insert, Collection, Function)}, of a map's entries. */
    public <K, V> void insert(
            Insert insert, Map<K, V> items, Function<Map.Entry<K, V>, @Nullable Object[]> columns) {
        insert(insert, items.entrySet(), columns);
    }

    private int insert(Insert insert, List<@Nullable Object[]> rows) {
        int inserted = 0;
        int done = 0;
        while (done < rows.size()) {
            int size = Math.min(Insert.MOST_ROWS, Integer.highestOneBit(rows.size() - done));
            inserted += insertAtOnce(insert, rows.subList(done, done + size));
            done += size;
        }
        return inserted;
    }

    private int insertAtOnce(Insert insert, List<@Nullable Object[]> rows) {
        Integer inserted =
                jdbc.execute(
                        insert.sql(rows.size()),
                        (PreparedStatementCallback<Integer>)
                                statement -> {
                                    int index = 1;
                                    for (@Nullable Object[] row : rows) {
                                        index = bind(statement, index, row);
                                    }
                                    return statement.executeUpdate();
                                });
        return inserted == null ? 0 : inserted;
    }

    private static long bytes(@Nullable Object[] row) {
        long bytes = 0;
        for (Object value : row) {
            bytes +=
                    switch (value) {
                        case byte[] array -> array.length;
                        case String text -> text.length();
                        case null, default -> SHORT;
                    };
        }
        return bytes;
    }

    /** Runs an update or a deletion for each item. */
    public <T> void write(
            String update, Collection<T> items, Function<T, @Nullable Object[]> values) {
        if (items.isEmpty()) {
            return;
        }
        jdbc.execute(
                update,
                (PreparedStatementCallback<int[]>)
                        statement -> {
                            for (T item : items) {
                                bind(statement, 1, values.apply(item));
                                statement.addBatch();
                            }
                            return statement.executeBatch();
                        });
    }

    /** As {@link #write}, of a map's entries. */
    public <K, V> void write(
            String update, Map<K, V> items, Function<Map.Entry<K, V>, @Nullable Object[]> values) {
        write(update, items.entrySet(), values);
    }

    /**
     * By the setter of each value's type: for {@code setObject} the driver looks the type up, which
     * took a twentieth of the worker's time.
     */
    private static int bind(PreparedStatement statement, int first, @Nullable Object[] row)
            throws SQLException {
        int index = first;
        for (Object value : row) {
            switch (value) {
                case null -> statement.setNull(index, Types.NULL);
                case byte[] bytes -> statement.setBytes(index, bytes);
                case String text -> statement.setString(index, text);
                case Integer number -> statement.setInt(index, number);
                case Long number -> statement.setLong(index, number);
                default -> statement.setObject(index, value);
            }
            index++;
        }
        return index;
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
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            List<K> some = padded(all.subList(from, Math.min(all.size(), from + MOST_KEYS)));
            // Alternatives of whole keys: both databases read them as ranges of the primary key.
            String alternatives = String.join(" OR ", Collections.nCopies(some.size(), condition));
            Object[] values =
                    some.stream().flatMap(key -> Arrays.stream(columns.apply(key))).toArray();
            jdbc.query(select + " " + alternatives, reader, values);
        }
    }

    /**
     * The same, the last item repeated up to a power of two: so that statements which name as many
     * are few, and stay prepared.
     */
    public static <T> List<T> padded(List<T> items) {
        if (items.isEmpty()) {
            return items;
        }
        int size = Integer.highestOneBit(2 * items.size() - 1);
        List<T> padded = new ArrayList<>(items);
        padded.addAll(Collections.nCopies(size - items.size(), items.getLast()));
        return padded;
    }
}
