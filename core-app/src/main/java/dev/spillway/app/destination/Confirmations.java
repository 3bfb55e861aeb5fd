package dev.spillway.app.destination;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.event.RecipientHash;
import dev.spillway.app.identity.CarriedSecret;
import dev.spillway.app.secret.Sealed;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/**
 * Asks addresses whether they want to be told: makes the token, keeps its hash, and seals it for
 * the worker that writes the mail. An address is asked a few times a day and no more, whatever
 * destinations are deleted and made again: whoever reads it may never have asked for anything.
 */
@Repository
class Confirmations {

    private static final Duration GOOD = Duration.ofHours(24);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int AN_ADDRESS = 3;
    private static final int A_TENANT = 20;

    private static final String ASKED =
            "SELECT COUNT(*) AS tenant, COALESCE(SUM(address_hash = ?), 0) AS address"
                    + " FROM app_destination_confirmation WHERE id >= ?";

    private static final String ADD =
            "INSERT INTO app_destination_confirmation (tenant_id, id, destination_id, address_hash,"
                    + " token_hash, key_version, sealed, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final TenantDatabase database;
    private final Destinations destinations;
    private final Secrets secrets;
    private final RecipientHash hashes;

    Confirmations(
            TenantDatabase database,
            Destinations destinations,
            Secrets secrets,
            RecipientHash hashes) {
        this.database = database;
        this.destinations = destinations;
        this.secrets = secrets;
        this.hashes = hashes;
    }

    /**
     * Has the question mailed.
     *
     * @throws ProblemException 429 if it was asked too often
     */
    UUID ask(UUID destination, String email, Instant now) {
        byte[] address = hashes.all(email).getFirst();
        checkRate(address, now.minus(DAY));
        UUID message = Ids.next();
        String token = CarriedSecret.generate("");
        Sealed sealed = secrets.seal(message, token);
        database.sql(ADD)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(message))
                .param(Ids.bytes(destination))
                .param(address)
                .param(CarriedSecret.hash(token))
                .param(sealed.keyVersion())
                .param(sealed.bytes())
                .param(Row.time(now))
                .param(Row.time(now.plus(GOOD)))
                .update();
        destinations.ask(destination, message, now);
        return message;
    }

    private void checkRate(byte[] address, Instant since) {
        boolean tooOften =
                database.sql(ASKED)
                        .param(address)
                        .param(Ids.bytes(Ids.firstAt(since)))
                        .query(
                                Row.mapper(row ->
                                        row.number("tenant") >= A_TENANT
                                                || row.number("address") >= AN_ADDRESS))
                        .single();
        if (tooOften) {
            throw new ProblemException(
                    ErrorCode.RATE_EXCEEDED,
                    "An address is asked three times a day at most, and a tenant asks twenty times.");
        }
    }
}
