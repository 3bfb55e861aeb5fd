package dev.spillway.worker.retention;

import dev.spillway.worker.sql.UtcTime;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks a table in the order of its key, a slice at a time, and deletes in passing what has
 * expired. That needs no index by time, which every insert would pay for; where it stands is
 * committed with what it deleted.
 */
final class Sweep implements Chore {

    private static final String KEEP_POSITION =
            """
            INSERT INTO sweep (name, position, moved_at, swept, passes) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE position = VALUES(position), moved_at = VALUES(moved_at),
                swept = VALUES(swept), passes = VALUES(passes)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Table table;
    private final int slice;
    private final InstantSource reached;
    private final Clock clock;

    /**
     * A table to sweep.
     *
     * @param key the columns of its primary key, all of fixed length
     * @param time the column whose time tells the age of a row; rows without one stay
     * @param kept how long after that time
     */
    record Table(String name, List<KeyColumn> key, String time, Duration kept) {
        Table {
            key = List.copyOf(key);
        }

        String columns() {
            return String.join(", ", key.stream().map(KeyColumn::name).toList());
        }
    }

    /** Part of a key, of type {@code BINARY(length)}. */
    record KeyColumn(String name, int length) {}

    /** Where a sweep stands, and what its pass came to so far. */
    private record Position(Optional<List<byte[]>> after, long swept, long passes) {}

    /**
     * @param reached the moment by which the age of a row is judged
     */
    Sweep(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Table table,
            int slice,
            InstantSource reached,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = table;
        this.slice = slice;
        this.reached = reached;
        this.clock = clock;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Set<String> tables() {
        return Set.of(table.name());
    }

    @Override
    public long step() {
        Long deleted = transaction.execute(_ -> sweepSlice());
        return deleted == null ? 0 : deleted;
    }

    /**
     * Where a tenth of the rows has expired: whoever stores faster than one slice a turn would
     * otherwise fill the table for ever.
     */
    @Override
    public boolean isBehind(long gone) {
        return gone * 10 >= slice;
    }

    private long sweepSlice() {
        Position position = position();
        Optional<List<byte[]>> end = end(position.after());
        long deleted = delete(position.after(), end);
        keep(position, end, deleted);
        return deleted;
    }

    private Position position() {
        return jdbc.sql("SELECT position, swept, passes FROM sweep WHERE name = ?")
                .param(table.name())
                .query((row, _) ->
                        new Position(
                                Optional.ofNullable(row.getBytes("position")).map(this::split),
                                row.getLong("swept"),
                                row.getLong("passes")))
                .optional()
                .orElse(new Position(Optional.empty(), 0, 0));
    }

    /** The last key of the slice; empty when fewer rows than a slice are left. */
    private Optional<List<byte[]>> end(Optional<List<byte[]>> after) {
        List<Object> values = new ArrayList<>();
        String condition =
                after.map(key -> KeyRange.after(table.key(), key, values)).orElse("TRUE");
        return jdbc.sql(
                        "SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT 1 OFFSET %d"
                                .formatted(
                                        table.columns(),
                                        table.name(),
                                        condition,
                                        table.columns(),
                                        slice - 1))
                .params(values)
                .query((row, _) -> {
                    List<byte[]> key = new ArrayList<>();
                    for (KeyColumn column : table.key()) {
                        key.add(row.getBytes(column.name()));
                    }
                    return key;
                })
                .optional();
    }

    private long delete(Optional<List<byte[]>> after, Optional<List<byte[]>> end) {
        List<Object> values = new ArrayList<>();
        String from = after.map(key -> KeyRange.after(table.key(), key, values)).orElse("TRUE");
        String until = end.map(key -> KeyRange.upTo(table.key(), key, values)).orElse("TRUE");
        values.add(UtcTime.column(reached.instant().minus(table.kept())));
        return jdbc.sql(
                        "DELETE FROM %s WHERE (%s) AND (%s) AND %s < ?"
                                .formatted(table.name(), from, until, table.time()))
                .params(values)
                .update();
    }

    private void keep(Position before, Optional<List<byte[]>> end, long deleted) {
        boolean ended = end.isEmpty();
        jdbc.sql(KEEP_POSITION)
                .param(table.name())
                .param(end.map(Sweep::join).orElse(null))
                .param(UtcTime.column(clock.instant()))
                .param(ended ? 0 : before.swept() + deleted)
                .param(ended ? before.passes() + 1 : before.passes())
                .update();
    }

    private static byte[] join(List<byte[]> key) {
        ByteBuffer joined = ByteBuffer.allocate(key.stream().mapToInt(part -> part.length).sum());
        key.forEach(joined::put);
        return joined.array();
    }

    private List<byte[]> split(byte[] joined) {
        ByteBuffer rest = ByteBuffer.wrap(joined);
        List<byte[]> key = new ArrayList<>();
        for (KeyColumn column : table.key()) {
            byte[] part = new byte[column.length()];
            rest.get(part);
            key.add(part);
        }
        return key;
    }
}
