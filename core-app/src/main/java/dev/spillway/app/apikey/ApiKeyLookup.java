package dev.spillway.app.apikey;

import dev.spillway.app.caller.Caller;
import dev.spillway.app.caller.Scope;
import dev.spillway.app.database.IdentityDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.app.identity.CarriedSecret;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds whose an API key is, before any tenant is known. */
@Component
public class ApiKeyLookup {

    private final IdentityDatabase database;
    private final Clock clock;

    ApiKeyLookup(IdentityDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The program that holds the key; empty if it is unknown, expired or revoked. */
    public Optional<Caller.Program> find(String key) {
        if (!key.startsWith(ApiKeyToken.PREFIX)) {
            return Optional.empty();
        }
        return database
                .rows(
                        "CALL find_api_key(?, ?)",
                        Row.mapper(ApiKeyLookup::program),
                        CarriedSecret.hash(key),
                        Row.time(clock.instant()))
                .stream()
                .findFirst();
    }

    private static Caller.Program program(Row row) throws SQLException {
        return new Caller.Program(
                row.id("id"),
                row.text("name"),
                Scope.parse(row.text("scopes")),
                row.id("tenant_id"),
                row.text("tenant_status").equals("suspended"));
    }
}
