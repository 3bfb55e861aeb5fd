package dev.spillway.app.invitation;

import dev.spillway.app.database.IdentityDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.app.identity.CarriedSecret;
import dev.spillway.app.session.User;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Invitations in the database, which holds the SHA-256 of their tokens. */
@Component
class Invitations {

    private final IdentityDatabase database;
    private final Clock clock;

    Invitations(IdentityDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The invitation of a token.
     *
     * @throws ProblemException 410 if it is used up, expired or unknown
     */
    Invitation find(String token) {
        return database
                .rows(
                        "CALL find_invitation(?, ?)",
                        Row.mapper(Invitations::invitation),
                        CarriedSecret.hash(token),
                        Row.time(clock.instant()))
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(ErrorCode.INVITATION_INVALID));
    }

    /**
     * Uses the invitation up; makes the account unless there is one.
     *
     * @param passwordHash null for an account that keeps its password
     * @throws ProblemException 410 if somebody was faster
     */
    User accept(String token, String name, @Nullable String passwordHash) {
        return database.atomically(() ->
                database
                        .rows(
                                "CALL accept_invitation(?, ?, ?, ?, ?)",
                                Row.mapper(Invitations::user),
                                CarriedSecret.hash(token),
                                Ids.bytes(Ids.next()),
                                name,
                                passwordHash,
                                Row.time(clock.instant()))
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(ErrorCode.INVITATION_INVALID)));
    }

    private static Invitation invitation(Row row) throws SQLException {
        return new Invitation(
                row.id("id"),
                row.id("tenant_id"),
                row.text("tenant_name"),
                row.text("email"),
                row.text("name"),
                row.idOrNull("user_id"),
                row.textOrNull("password_hash"));
    }

    private static User user(Row row) throws SQLException {
        return new User(row.id("user_id"), row.text("email"), row.text("name"));
    }
}
