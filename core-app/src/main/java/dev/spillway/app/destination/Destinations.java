package dev.spillway.app.destination;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The bound tenant's destinations and what was sent there. */
@Repository
class Destinations {

    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String COLUMNS =
            "SELECT id, name, kind, url, email, alerts, suppressions, enabled, confirmed_at,"
                    + " unsubscribed_at, failures, last_error, next_at, created_at, updated_at"
                    + " FROM app_destination ";

    private static final String ADD =
            "INSERT INTO app_destination (tenant_id, id, name, kind, url, email, alerts, suppressions,"
                    + " created_at, updated_at, unsubscribe_hash)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** What was changed may be well again: it is tried at once. */
    private static final String CHANGE =
            "UPDATE app_destination SET name = ?, url = ?, alerts = ?, suppressions = ?,"
                    + " enabled = ?, updated_at = ?, failures = 0, last_error = NULL,"
                    + " next_at = NULL WHERE tenant_id = ? AND id = ?";

    private static final String WAKE =
            "UPDATE app_destination SET next_at = NULL WHERE tenant_id = ? AND id = ?";

    /** A message that was refused alone waits for hours by itself. */
    private static final String WAKE_DELIVERIES =
            "UPDATE app_delivery SET next_at = NULL"
                    + " WHERE tenant_id = ? AND destination_id = ? AND status = 'waiting'";

    private static final String DELIVERIES =
            "SELECT message_id, test, confirmation, status, attempts, error, created_at, next_at, finished_at"
                    + " FROM app_delivery WHERE destination_id = ? AND message_id < ?"
                    + " ORDER BY message_id DESC LIMIT ?";

    private static final String OWN_MESSAGE =
            "INSERT INTO app_delivery (tenant_id, destination_id, message_id, test, confirmation,"
                    + " created_at) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String TESTS =
            "SELECT COUNT(*) FROM app_delivery WHERE destination_id = ? AND message_id >= ? AND test";

    private final TenantDatabase database;

    Destinations(TenantDatabase database) {
        this.database = database;
    }

    List<Destination> list() {
        return database.sql(COLUMNS + "ORDER BY id")
                .query(Row.mapper(Destinations::destination))
                .list();
    }

    Optional<Destination> find(UUID id) {
        return database.sql(COLUMNS + "WHERE id = ?")
                .param(Ids.bytes(id))
                .query(Row.mapper(Destinations::destination))
                .optional();
    }

    /** The same, which nobody else changes until the transaction ends. */
    Optional<Destination> lock(UUID id) {
        return database.sql(COLUMNS + "WHERE tenant_id = ? AND id = ? FOR UPDATE")
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .query(Row.mapper(Destinations::destination))
                .optional();
    }

    private static Destination destination(Row row) throws SQLException {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        if (row.truth("alerts")) {
            topics.add(Topic.ALERTS);
        }
        if (row.truth("suppressions")) {
            topics.add(Topic.SUPPRESSIONS);
        }
        return new Destination(
                row.id("id"),
                row.text("name"),
                Kind.of(row.text("kind")),
                row.textOrNull("url"),
                row.textOrNull("email"),
                Destination.masked(row.textOrNull("email")),
                topics,
                row.truth("enabled"),
                row.instantOrNull("confirmed_at"),
                row.instantOrNull("unsubscribed_at"),
                row.number("failures"),
                row.textOrNull("last_error"),
                row.instantOrNull("next_at"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    /**
     * A new one.
     *
     * @param unsubscribeHash of an address; null of a URL
     */
    void add(Destination added, byte @Nullable [] unsubscribeHash) {
        database.sql(ADD)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(added.id()))
                .param(added.name())
                .param(added.kind().code())
                .param(added.url())
                .param(added.email())
                .param(added.topics().contains(Topic.ALERTS))
                .param(added.topics().contains(Topic.SUPPRESSIONS))
                .param(Row.time(added.createdAt()))
                .param(Row.time(added.updatedAt()))
                .param(unsubscribeHash)
                .update();
    }

    void change(Destination changed) {
        database.sql(CHANGE)
                .param(changed.name())
                .param(changed.url())
                .param(changed.topics().contains(Topic.ALERTS))
                .param(changed.topics().contains(Topic.SUPPRESSIONS))
                .param(changed.enabled())
                .param(Row.time(changed.updatedAt()))
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(changed.id()))
                .update();
        database.sql(WAKE_DELIVERIES)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(changed.id()))
                .update();
    }

    boolean delete(UUID id) {
        return database.sql("DELETE FROM app_destination WHERE tenant_id = ? AND id = ?")
                        .param(Ids.bytes(TenantContext.required()))
                        .param(Ids.bytes(id))
                        .update()
                == 1;
    }

    long testsSince(UUID id, Instant since) {
        return database.sql(TESTS)
                .param(Ids.bytes(id))
                .param(Ids.bytes(Ids.firstAt(since)))
                .query(Long.class)
                .single();
    }

    /** Has something without content sent there, at once. */
    UUID test(UUID id, Instant now) {
        UUID message = Ids.next();
        send(id, message, true, now);
        return message;
    }

    /** Has the question sent to an address, at once. */
    void ask(UUID id, UUID message, Instant now) {
        send(id, message, false, now);
    }

    private void send(UUID id, UUID message, boolean test, Instant now) {
        database.sql(OWN_MESSAGE)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .param(Ids.bytes(message))
                .param(test)
                .param(!test)
                .param(Row.time(now))
                .update();
        wake(id);
    }

    /**
     * Has a destination tried at once. Whoever does it keeps others who do it with the same one
     * waiting until his transaction ends, so that what he counts afterwards is all there is.
     */
    void wake(UUID id) {
        database.sql(WAKE).param(Ids.bytes(TenantContext.required())).param(Ids.bytes(id)).update();
    }

    /** The newest first. */
    Listing<Delivery> deliveries(UUID destination, Paging paging) {
        UUID before = paging.after(2).map(cursor -> cursor.id(0)).orElse(NEWEST);
        List<Delivery> rows =
                database.sql(DELIVERIES)
                        .param(Ids.bytes(destination))
                        .param(Ids.bytes(before))
                        .param(paging.rows())
                        .query(Row.mapper(Destinations::delivery))
                        .list();
        return paging.page(rows, delivery -> Cursor.of(delivery.messageId()));
    }

    private static Delivery delivery(Row row) throws SQLException {
        boolean waiting = row.text("status").equals("waiting");
        return new Delivery(
                row.id("message_id"),
                row.truth("test"),
                row.truth("confirmation"),
                row.text("status"),
                row.number("attempts"),
                row.textOrNull("error"),
                row.instant("created_at"),
                waiting ? row.instantOrNull("next_at") : null,
                row.instantOrNull("finished_at"));
    }
}
