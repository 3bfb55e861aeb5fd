package dev.spillway.worker.deadletter;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.sql.Sized;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.store.DeadLetter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The dead letters that a job is about, in the order of their ids, which is that of their deaths.
 * The job's place is the id of the last one that it dealt with, so one that fails again does not
 * come twice. Thread-safe.
 */
final class SelectedLetters {

    /**
     * Of what the letters of one step hold, as it is stored: a worker holds it twice in memory,
     * since it is decoded, beside what is in flight. One always fits.
     */
    private static final long BYTES = 8L << 20;

    private final JdbcTemplate jdbc;

    SelectedLetters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the next step, with what they hold. */
    List<DeadLetter> next(Job job, int most) {
        List<UUID> fitting =
                Sized.fitting(
                        query(
                                job,
                                most,
                                "id, LENGTH(parcel) AS bytes",
                                row ->
                                        new Sized(
                                                Ids.uuid(row.getBytes("id")),
                                                row.getLong("bytes"))),
                        BYTES);
        return fitting.isEmpty() ? List.of() : letters(job, fitting);
    }

    /** Whatever became of them since they were selected: who writes looks once more. */
    private List<DeadLetter> letters(Job job, List<UUID> ids) {
        StringBuilder sql =
                new StringBuilder(
                        "SELECT id, webhook_id, reason, dead_at, parcel FROM dead_letter"
                                + " WHERE tenant_id = ?");
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(job.tenantId())));
        among(ids, sql, values);
        sql.append(" ORDER BY id");
        return jdbc.query(sql.toString(), (row, _) -> letter(job, row), values.toArray());
    }

    /** Those of the next step by their ids alone. */
    List<UUID> nextIds(Job job, int most) {
        return query(job, most, "id", row -> Ids.uuid(row.getBytes("id")));
    }

    private <T> List<T> query(Job job, int most, String columns, Reader<T> reader) {
        DeadLetterSelection selection = job.parameters(DeadLetterSelection.class);
        StringBuilder sql =
                new StringBuilder("SELECT ")
                        .append(columns)
                        .append(" FROM dead_letter WHERE tenant_id = ? AND status = 'dead'");
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(job.tenantId())));
        place(job, sql, values);
        if (selection.ids() == null) {
            condition(selection, sql, values);
        } else {
            among(selection.ids(), sql, values);
        }
        values.add(most);
        sql.append(" ORDER BY id LIMIT ?");
        return jdbc.query(sql.toString(), (row, _) -> reader.read(row), values.toArray());
    }

    private static void place(Job job, StringBuilder sql, List<Object> values) {
        String place = job.place();
        if (place != null) {
            sql.append(" AND id > ?");
            values.add(Ids.bytes(UUID.fromString(place)));
        }
    }

    private static void condition(
            DeadLetterSelection selection, StringBuilder sql, List<Object> values) {
        sql.append(" AND id < ?");
        values.add(Ids.bytes(Ids.firstAt(selection.to())));
        if (selection.from() != null) {
            sql.append(" AND id >= ?");
            values.add(Ids.bytes(Ids.firstAt(selection.from())));
        }
        if (selection.reason() != null) {
            sql.append(" AND reason = ?");
            values.add(selection.reason());
        }
        if (selection.source() != null) {
            sql.append(" AND source_id = ?");
            values.add(Ids.bytes(selection.source()));
        }
    }

    private static void among(List<UUID> ids, StringBuilder sql, List<Object> values) {
        sql.append(" AND id IN (")
                .append(String.join(", ", Collections.nCopies(ids.size(), "?")))
                .append(")");
        ids.forEach(id -> values.add(Ids.bytes(id)));
    }

    private static DeadLetter letter(Job job, ResultSet row) throws SQLException {
        byte[] webhookId = row.getBytes("webhook_id");
        return new DeadLetter(
                job.tenantId(),
                Ids.uuid(row.getBytes("id")),
                webhookId == null ? null : Ids.uuid(webhookId),
                row.getString("reason"),
                UtcTime.instant(row.getObject("dead_at", LocalDateTime.class)),
                row.getString("parcel"));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
