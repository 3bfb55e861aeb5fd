package dev.spillway.worker.tenant;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.worker.sql.UtcTime;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives pending sources the secret that their vendor chose. The first one stays: a signal that
 * comes again, or after another, changes nothing. The worker sees ciphertext and may touch pending
 * sources only, since a procedure does it for him. Thread-safe.
 */
public final class LearntSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(LearntSecrets.class);

    private static final String KEEP = "CALL keep_learnt_secret(?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final Clock clock;

    public LearntSecrets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps one, unless its source has a secret by now or is gone.
     *
     * @throws RuntimeException whatever the database threw; nothing is kept
     */
    public void keep(LearntSecret secret) {
        int kept =
                jdbc.sql(KEEP)
                        .params(
                                Ids.bytes(secret.tenantId()),
                                Ids.bytes(secret.sourceId()),
                                secret.credentials(),
                                secret.keyVersion(),
                                UtcTime.column(clock.instant()))
                        .query(Integer.class)
                        .single();
        LOG.info(
                "source {} {}",
                secret.sourceId(),
                kept == 1 ? "has learnt its secret" : "is not pending; a secret was left aside");
    }
}
