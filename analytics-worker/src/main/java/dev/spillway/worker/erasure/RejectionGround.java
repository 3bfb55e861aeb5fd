package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.redact.TextRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Samples of what the door refused: what is counted stands elsewhere, so those with him go. */
final class RejectionGround implements Ground {

    private static final String NEXT =
            "SELECT id FROM rejection WHERE tenant_id = ? AND id > ? AND at < ?"
                    + " ORDER BY id LIMIT ?";

    private static final String READ = "SELECT id, path, headers FROM rejection WHERE";

    private static final String DELETE = "DELETE FROM rejection WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    RejectionGround(Rows rows) {
        this.rows = rows;
    }

    private record Sample(UUID id, String path, String headers) {

        boolean concerns(TextRewriter rewriter) {
            return !rewriter.rewrite(path).equals(path)
                    || !rewriter.rewrite(headers).equals(headers);
        }
    }

    @Override
    public String kind() {
        return "rejection";
    }

    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return rows.jdbc()
                .query(
                        NEXT,
                        (row, _) -> Ids.uuid(row.getBytes("id")),
                        Ids.bytes(subject.tenantId()),
                        Ids.bytes(after),
                        UtcTime.column(subject.before()),
                        most);
    }

    @Override
    public Look look(Subject subject, List<UUID> ids) {
        TextRewriter rewriter = subject.rewriter().texts();
        List<Sample> his = new ArrayList<>();
        rows.find(
                READ,
                List.of("tenant_id", "id"),
                ids,
                id -> new Object[] {Ids.bytes(subject.tenantId()), Ids.bytes(id)},
                row -> {
                    Sample sample = sample(row);
                    if (sample.concerns(rewriter)) {
                        his.add(sample);
                    }
                });
        return new Look(ids, () -> delete(subject, his));
    }

    private static Sample sample(ResultSet row) throws SQLException {
        return new Sample(
                Ids.uuid(row.getBytes("id")), row.getString("path"), row.getString("headers"));
    }

    private Outcome delete(Subject subject, List<Sample> his) {
        rows.write(
                DELETE,
                his,
                each -> new Object[] {Ids.bytes(subject.tenantId()), Ids.bytes(each.id)});
        return Outcome.of(his.size());
    }
}
