package dev.spillway.load.database;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A column of rows that the server makes out of a sequence: an expression of {@code seq}.
 *
 * @param values what is bound to its question marks
 */
record Generated(String sql, List<Object> values) {

    Generated {
        values = List.copyOf(values);
    }

    /** The same in every row. */
    static Generated value(Object value) {
        return new Generated("?", List.of(value));
    }

    /** Without anything that is bound. */
    static Generated sql(String expression) {
        return new Generated(expression, List.of());
    }

    /**
     * 32 bytes that grow with {@code seq} over the whole range, and are random but for that.
     *
     * @param rows of the sequence
     */
    static Generated spread(long rows, String salt) {
        return new Generated(
                "CONCAT(UNHEX(LPAD(HEX(CAST(FLOOR((seq - 1) * POW(2, 48) / ?) AS UNSIGNED)), 12,"
                        + " '0')), LEFT(UNHEX(SHA2(CONCAT(?, seq), 256)), 26))",
                List.of(rows, salt));
    }

    /**
     * The rows of a sequence in time, at equal distances.
     *
     * @param first milliseconds since the epoch, of what would be row 0
     * @param step milliseconds
     */
    record Timeline(long first, double step) {

        /** So many rows that end now. */
        static Timeline of(Duration ago, long rows) {
            return new Timeline(
                    Instant.now().minus(ago).toEpochMilli(), ago.toMillis() / (double) rows);
        }

        /** A UUIDv7 of that moment. */
        Generated id() {
            return id("seq", "70008000");
        }

        /** Likewise, one for each so many rows: that of the parcel which they came in. */
        Generated idOfEach(int rows) {
            return id("(seq - 1) DIV %d * %d + 1".formatted(rows, rows), "70008001");
        }

        private Generated id(String row, String versions) {
            return new Generated(
                    "UNHEX(CONCAT(LPAD(HEX(CAST(? + (%s) * ? AS UNSIGNED)), 12, '0'), '%s',"
                                    .formatted(row, versions)
                            + " LPAD(HEX(%s), 12, '0')))".formatted(row),
                    List.of(first, step));
        }

        Generated moment() {
            return new Generated("FROM_UNIXTIME((? + seq * ?) / 1000)", List.of(first, step));
        }

        /** 32 bytes that begin with its second, as claims of webhooks without a key do. */
        Generated identity(String salt) {
            return new Generated(
                    "CONCAT(UNHEX(LPAD(HEX(CAST(FLOOR((? + seq * ?) / 1000) AS UNSIGNED)), 8,"
                            + " '0')), LEFT(UNHEX(SHA2(CONCAT(?, seq), 256)), 28))",
                    List.of(first, step, salt));
        }
    }
}
