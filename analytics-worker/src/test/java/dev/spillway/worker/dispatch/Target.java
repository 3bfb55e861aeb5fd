package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A tenant's server as a destination, with the secret that it is told by. */
record Target(UUID id, String secret) {

    /** Makes one that takes a topic. */
    static Target add(WorkerDatabase database, TenantFixture owner, String url, String topic) {
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO destination (tenant_id, id, name, url, alerts, suppressions,"
                                + " created_at, updated_at) VALUES (?, ?, 'D', ?, ?, ?, NOW(3), NOW(3))",
                        Ids.bytes(owner.id()),
                        Ids.bytes(id),
                        url,
                        topic.equals("alerts"),
                        topic.equals("suppressions"));
        return new Target(id, addSecret(database, owner, id, null));
    }

    /**
     * Makes another secret of one.
     *
     * @param expiry such as {@code + INTERVAL 1 HOUR}; null for never
     */
    static String addSecret(
            WorkerDatabase database,
            TenantFixture owner,
            UUID destination,
            @Nullable String expiry) {
        byte[] random = new byte[32];
        RandomGenerator.getDefault().nextBytes(random);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(random);
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO destination_secret VALUES (?, ?, ?, 1, ?, "
                                + (expiry == null ? "NULL)" : "UTC_TIMESTAMP(3) " + expiry + ")"),
                        Ids.bytes(owner.id()),
                        Ids.bytes(destination),
                        Ids.bytes(id),
                        CredentialCipher.seal(
                                database.dataKey(owner.id()), id, Map.of("secret", secret)));
        return secret;
    }
}
