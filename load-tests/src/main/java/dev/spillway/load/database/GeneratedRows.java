package dev.spillway.load.database;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows of a table that the server makes itself, out of MariaDB's sequences. */
final class GeneratedRows {

    private static final int CHUNK = 50_000;

    private final String table;
    private final List<String> columns = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    GeneratedRows(String table) {
        this.table = table;
    }

    GeneratedRows with(String column, Generated generated) {
        columns.add(column);
        expressions.add(generated.sql());
        values.addAll(generated.values());
        return this;
    }

    GeneratedRows with(String column, Object value) {
        return with(column, Generated.value(value));
    }

    /**
     * Inserts every so manieth row of those from 1 to the last, in statements of a bearable size.
     *
     * @param every divides the size of a chunk
     */
    void insert(Database database, long last, int every) throws IOException {
        for (long from = 1; from <= last; from += CHUNK) {
            database.execute(
                    "INSERT INTO %s (%s) SELECT %s FROM seq_%d_to_%d_step_%d"
                            .formatted(
                                    table,
                                    String.join(", ", columns),
                                    String.join(", ", expressions),
                                    from,
                                    Math.min(last, from + CHUNK - 1),
                                    every),
                    values.toArray());
        }
    }
}
