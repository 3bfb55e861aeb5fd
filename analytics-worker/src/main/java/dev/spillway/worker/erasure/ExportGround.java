package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Exports that were made of him: who is erased is not kept for another week in a copy. */
final class ExportGround implements Ground {

    private static final String DELETE_PIECES =
            "DELETE FROM recipient_export_piece WHERE tenant_id = ? AND export_id = ?";

    private static final String DELETE =
            "DELETE FROM recipient_export WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    ExportGround(Rows rows) {
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "export";
    }

    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(subject.tenantId())));
        values.addAll(subject.hashes());
        values.add(Ids.bytes(after));
        values.add(most);
        return rows.jdbc()
                .query(
                        "SELECT id FROM recipient_export"
                                + " WHERE tenant_id = ? AND recipient_hash IN ("
                                + subject.marks()
                                + ") AND id > ? ORDER BY id LIMIT ?",
                        (row, _) -> Ids.uuid(row.getBytes("id")),
                        values.toArray());
    }

    @Override
    public Look look(Subject subject, List<UUID> exports) {
        return new Look(exports, () -> delete(subject.tenantId(), exports));
    }

    private Outcome delete(UUID tenantId, List<UUID> exports) {
        for (UUID export : exports) {
            rows.jdbc().update(DELETE_PIECES, Ids.bytes(tenantId), Ids.bytes(export));
            rows.jdbc().update(DELETE, Ids.bytes(tenantId), Ids.bytes(export));
        }
        return Outcome.of(exports.size());
    }
}
