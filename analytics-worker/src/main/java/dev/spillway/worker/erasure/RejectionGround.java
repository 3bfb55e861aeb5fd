package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.redact.TextRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Samples of what the door refused: what is counted stands elsewhere, so those with him go. */
final class RejectionGround implements Ground {

    private static final String NEXT =
            "SELECT id, path, headers FROM rejection WHERE tenant_id = ? AND id > ? AND at < ?"
                    + " ORDER BY id LIMIT ?";

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
    public Optional<Slice> next(Subject subject, UUID after, int most) {
        List<Sample> samples =
                rows.jdbc()
                        .query(
                                NEXT,
                                (row, _) ->
                                        new Sample(
                                                Ids.uuid(row.getBytes("id")),
                                                row.getString("path"),
                                                row.getString("headers")),
                                Ids.bytes(subject.tenantId()),
                                Ids.bytes(after),
                                UtcTime.column(subject.before()),
                                most);
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        TextRewriter rewriter = subject.rewriter().texts();
        List<Sample> his = samples.stream().filter(each -> each.concerns(rewriter)).toList();
        return Optional.of(
                new Slice(samples.getLast().id, samples.size(), () -> delete(subject, his)));
    }

    private Outcome delete(Subject subject, List<Sample> his) {
        rows.write(
                DELETE,
                his,
                each -> new Object[] {Ids.bytes(subject.tenantId()), Ids.bytes(each.id)});
        return new Outcome(his.size(), 0);
    }
}
