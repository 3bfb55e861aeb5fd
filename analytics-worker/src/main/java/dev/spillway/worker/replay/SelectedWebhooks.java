package dev.spillway.worker.replay;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.sql.Sized;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The webhooks that a job is about, in the order of their ids, which is that of their receipt. The
 * job's place is the last one that it dealt with. Always of the job's own tenant, whatever its
 * parameters say. Thread-safe.
 */
final class SelectedWebhooks {

    /**
     * Bodies of one step as they came, in bytes. One always fits. What is found in them is bounded
     * where they are read: compressed ones inflate to many times that.
     */
    private static final long BYTES = 8L << 20;

    private final JdbcTemplate jdbc;

    SelectedWebhooks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the next step. */
    List<UUID> next(Job job, int most) {
        WebhookSelection selection = job.parameters(WebhookSelection.class);
        StringBuilder sql =
                new StringBuilder("SELECT id, size_bytes FROM webhook WHERE tenant_id = ?");
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(job.tenantId())));
        String place = job.place();
        if (place != null) {
            and(sql, values, "id > ?", Ids.bytes(UUID.fromString(place)));
        }
        if (selection.ids() == null) {
            condition(selection, sql, values);
        } else {
            among(selection.ids(), sql, values);
        }
        values.add(most);
        sql.append(" ORDER BY id LIMIT ?");
        return Sized.fitting(
                jdbc.query(
                        sql.toString(),
                        (row, _) ->
                                new Sized(Ids.uuid(row.getBytes("id")), row.getLong("size_bytes")),
                        values.toArray()),
                BYTES);
    }

    private static void condition(
            WebhookSelection selection, StringBuilder sql, List<Object> values) {
        and(sql, values, "id < ?", Ids.bytes(Ids.firstAt(selection.to())));
        if (selection.from() != null) {
            and(sql, values, "id >= ?", Ids.bytes(Ids.firstAt(selection.from())));
        }
        if (selection.source() != null) {
            and(sql, values, "source_id = ?", Ids.bytes(selection.source()));
        }
        and(sql, values, "provider = ?", selection.provider());
        and(sql, values, "outcome = ?", selection.outcome());
    }

    private static void and(
            StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }

    private static void among(List<UUID> ids, StringBuilder sql, List<Object> values) {
        sql.append(" AND id IN (")
                .append(String.join(", ", Collections.nCopies(ids.size(), "?")))
                .append(")");
        ids.forEach(id -> values.add(Ids.bytes(id)));
    }
}
