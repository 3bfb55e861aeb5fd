package dev.spillway.app.database;

import dev.spillway.platform.id.Ids;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** The present row of a result, read in Spillway's types: ids in 16 bytes, times in UTC. */
public final class Row {

    private final ResultSet result;

    private Row(ResultSet result) {
        this.result = result;
    }

    /** Reads each row of a result. */
    public static <T> RowMapper<T> mapper(Mapping<T> mapping) {
        return (result, number) -> mapping.map(new Row(result));
    }

    /** A time as statements take it: a DATETIME has no zone, and ours are all UTC. */
    public static LocalDateTime time(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    /** A time or nothing. */
    public static @Nullable LocalDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    public UUID id(String column) throws SQLException {
        return Ids.uuid(bytes(column));
    }

    public @Nullable UUID idOrNull(String column) throws SQLException {
        byte[] bytes = result.getBytes(column);
        return bytes == null ? null : Ids.uuid(bytes);
    }

    public byte[] bytes(String column) throws SQLException {
        return present(result.getBytes(column), column);
    }

    public byte @Nullable [] bytesOrNull(String column) throws SQLException {
        return result.getBytes(column);
    }

    public String text(String column) throws SQLException {
        return present(result.getString(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    public Instant instant(String column) throws SQLException {
        return present(instantOrNull(column), column);
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        LocalDateTime time = result.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    /** A whole number that may be larger than a long. */
    public BigInteger integer(String column) throws SQLException {
        return present(result.getBigDecimal(column), column).toBigIntegerExact();
    }

    public double real(String column) throws SQLException {
        return result.getDouble(column);
    }

    public @Nullable Long numberOrNull(String column) throws SQLException {
        long number = result.getLong(column);
        return result.wasNull() ? null : number;
    }

    public boolean truth(String column) throws SQLException {
        return result.getBoolean(column);
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }

    /** What one row becomes. */
    @FunctionalInterface
    public interface Mapping<T> {
        T map(Row row) throws SQLException;
    }
}
