package dev.spillway.app.session;

import dev.spillway.app.caller.Role;
import dev.spillway.app.database.IdentityDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.app.identity.CarriedSecret;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sessions in the database, which holds the SHA-256 of their tokens. */
@Component
public class Sessions {

    private final IdentityDatabase database;
    private final SessionProperties properties;
    private final Clock clock;

    Sessions(IdentityDatabase database, SessionProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** The open session of a token. */
    public Optional<Session> find(String token) {
        List<Session> rows =
                database.rows(
                        "CALL find_session(?, ?)",
                        Row.mapper(Sessions::session),
                        CarriedSecret.hash(token),
                        Row.time(clock.instant()));
        List<Membership> memberships =
                rows.stream().flatMap(row -> row.memberships().stream()).toList();
        // A tenant that was offboarded meanwhile is not among them: then the session is over.
        return memberships.stream().noneMatch(Membership::current)
                ? Optional.empty()
                : Optional.of(
                        new Session(
                                rows.getFirst().user(), memberships, rows.getFirst().expiresAt()));
    }

    /** The account of an e-mail in lower case, where it belongs to a tenant that can be used. */
    Optional<Account> account(String email) {
        List<Account> rows =
                database.rows("CALL find_login(?)", Row.mapper(Sessions::account), email);
        return rows.stream()
                .findFirst()
                .map(first ->
                        new Account(
                                first.user(),
                                first.passwordHash(),
                                rows.stream().flatMap(row -> row.memberships().stream()).toList()));
    }

    /** Opens a session and returns its token. */
    String open(UUID userId, UUID tenantId) {
        return open(userId, tenantId, clock.instant().plus(properties.lifetime()));
    }

    /** Opens a session that ends at a time, and returns its token. */
    String open(UUID userId, UUID tenantId, Instant expiresAt) {
        String token = CarriedSecret.generate("");
        database.call(
                "CALL open_session(?, ?, ?, ?, ?)",
                CarriedSecret.hash(token),
                Ids.bytes(userId),
                Ids.bytes(tenantId),
                Row.time(clock.instant()),
                Row.time(expiresAt));
        return token;
    }

    void close(String token) {
        database.call("CALL close_session(?)", (Object) CarriedSecret.hash(token));
    }

    private static Session session(Row row) throws SQLException {
        UUID current = row.id("current_tenant_id");
        return new Session(
                user(row), List.of(membership(row).current(current)), row.instant("expires_at"));
    }

    private static Account account(Row row) throws SQLException {
        return new Account(user(row), row.text("password_hash"), List.of(membership(row)));
    }

    private static User user(Row row) throws SQLException {
        return new User(row.id("user_id"), row.text("email"), row.text("name"));
    }

    private static Membership membership(Row row) throws SQLException {
        return new Membership(
                row.id("tenant_id"),
                row.text("tenant_slug"),
                row.text("tenant_name"),
                Role.of(row.text("role")),
                row.text("tenant_status").equals("suspended"),
                false);
    }
}
