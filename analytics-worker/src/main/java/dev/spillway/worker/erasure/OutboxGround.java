package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.Suppression;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Suppressions of tenants who want them with the address. That he must not be written to stays, by
 * his hash; the address goes, whether or not the message went out.
 */
final class OutboxGround implements Ground {

    private static final String NEXT =
            "SELECT id FROM outbox WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?";

    private static final String READ =
            "SELECT tenant_id, id, topic, type, payload, created_at FROM outbox WHERE";

    private static final String REWRITE =
            "UPDATE outbox SET payload = ? WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    OutboxGround(Rows rows) {
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "notification";
    }

    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return rows.jdbc()
                .query(
                        NEXT,
                        (row, _) -> Ids.uuid(row.getBytes("id")),
                        Ids.bytes(subject.tenantId()),
                        Ids.bytes(after),
                        most);
    }

    @Override
    public Look look(Subject subject, List<UUID> ids) {
        List<OutboxMessage> messages = new ArrayList<>();
        rows.find(
                READ,
                List.of("tenant_id", "id"),
                ids,
                id -> new Object[] {Ids.bytes(subject.tenantId()), Ids.bytes(id)},
                row -> messages.add(message(row)));
        List<OutboxMessage> rewritten =
                messages.stream()
                        .filter(message -> message.type().equals(Suppression.TYPE))
                        .filter(message -> tells(Suppression.of(message).recipient(), subject))
                        .map(message ->
                                Suppression.of(message)
                                        .withoutAddress()
                                        .asMessage(message.createdAt()))
                        .toList();
        return new Look(ids, () -> rewrite(rewritten));
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(
                Ids.uuid(row.getBytes("tenant_id")),
                Ids.uuid(row.getBytes("id")),
                row.getString("topic"),
                row.getString("type"),
                row.getString("payload"),
                UtcTime.instant(row.getObject("created_at", LocalDateTime.class)));
    }

    private static boolean tells(Suppression.Recipient recipient, Subject subject) {
        return recipient.address() != null
                && subject.people().include(HexFormat.of().parseHex(recipient.hash()));
    }

    private Outcome rewrite(List<OutboxMessage> messages) {
        rows.write(
                REWRITE,
                messages,
                message ->
                        new Object[] {
                            message.payload(),
                            Ids.bytes(message.tenantId()),
                            Ids.bytes(message.id())
                        });
        return Outcome.of(messages.size());
    }
}
