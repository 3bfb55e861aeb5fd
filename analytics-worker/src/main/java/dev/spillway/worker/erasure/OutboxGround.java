package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.Suppression;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Suppressions of tenants who want them with the address. That he must not be written to stays, by
 * his hash; the address goes, whether or not the message went out.
 */
final class OutboxGround implements Ground {

    private static final String NEXT =
            "SELECT tenant_id, id, topic, type, payload, created_at FROM outbox"
                    + " WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?";

    private static final String REWRITE =
            "UPDATE outbox SET payload = ? WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    OutboxGround(Rows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Slice> next(Subject subject, UUID after, int most) {
        List<OutboxMessage> messages =
                rows.jdbc()
                        .query(
                                NEXT,
                                (row, _) ->
                                        new OutboxMessage(
                                                Ids.uuid(row.getBytes("tenant_id")),
                                                Ids.uuid(row.getBytes("id")),
                                                row.getString("topic"),
                                                row.getString("type"),
                                                row.getString("payload"),
                                                UtcTime.instant(
                                                        row.getObject(
                                                                "created_at",
                                                                LocalDateTime.class))),
                                Ids.bytes(subject.tenantId()),
                                Ids.bytes(after),
                                most);
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        List<OutboxMessage> rewritten =
                messages.stream()
                        .filter(message -> message.type().equals(Suppression.TYPE))
                        .filter(message -> tells(Suppression.of(message).recipient(), subject))
                        .map(message ->
                                Suppression.of(message)
                                        .withoutAddress()
                                        .asMessage(message.createdAt()))
                        .toList();
        return Optional.of(
                new Slice(messages.getLast().id(), messages.size(), () -> rewrite(rewritten)));
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
        return new Outcome(messages.size(), 0);
    }
}
