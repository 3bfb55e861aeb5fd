package dev.spillway.app.destination;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.secret.Sealed;
import dev.spillway.app.secret.Sealer;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Makes secrets and has them sealed for the worker; nothing here reads one. */
@Repository
class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The Standard Webhooks want 24 to 64 bytes. */
    private static final int BYTES = 32;

    private static final String ADD =
            "INSERT INTO app_destination_secret (tenant_id, destination_id, id, key_version, sealed)"
                    + " VALUES (?, ?, ?, ?, ?)";

    private static final String EXPIRE =
            "UPDATE app_destination_secret SET expires_at = ?"
                    + " WHERE tenant_id = ? AND destination_id = ? AND expires_at IS NULL";

    private static final String EXPIRE_AT_ONCE =
            "UPDATE app_destination_secret SET expires_at = ?"
                    + " WHERE tenant_id = ? AND destination_id = ? AND expires_at > ?";

    private final TenantDatabase database;
    private final Sealer sealer;

    Secrets(TenantDatabase database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    /**
     * A new one in the place of the present one, which is good until then; any before it is not.
     */
    String rotate(UUID destination, Instant now, Instant previousGoodUntil) {
        database.sql(EXPIRE_AT_ONCE)
                .param(Row.time(now))
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(destination))
                .param(Row.time(now))
                .update();
        database.sql(EXPIRE)
                .param(Row.time(previousGoodUntil))
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(destination))
                .update();
        return add(destination);
    }

    /** A new one. */
    String add(UUID destination) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(random);
        keep(destination, secret);
        return secret;
    }

    /** Keeps one for the worker. */
    void keep(UUID destination, String secret) {
        UUID id = Ids.next();
        Sealed sealed = seal(id, secret);
        database.sql(ADD)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(destination))
                .param(Ids.bytes(id))
                .param(sealed.keyVersion())
                .param(sealed.bytes())
                .update();
    }

    /** A secret that the worker opens in the row of that id, and in no other. */
    Sealed seal(UUID id, String secret) {
        return sealer.seal(id, Map.of("secret", secret));
    }
}
