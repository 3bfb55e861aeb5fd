package dev.spillway.worker.quarantine;

import dev.spillway.worker.sql.Rows;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes what has expired, few at a time. Several workers share the rows between them. */
final class QuarantinePurge {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantinePurge.class);

    private final QuarantineRows rows;
    private final TransactionTemplate transaction;
    private final QuarantineProperties properties;
    private final QuarantineMetrics metrics;
    private final Clock clock;

    QuarantinePurge(
            Rows rows,
            TransactionTemplate transaction,
            QuarantineProperties properties,
            QuarantineMetrics metrics,
            Clock clock) {
        this.rows = new QuarantineRows(rows);
        this.transaction = transaction;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Until nothing is left that has expired. */
    void purgeAll() {
        int deleted;
        do {
            deleted = purge();
            metrics.purged(deleted);
        } while (deleted == properties.purgeBatch());
    }

    private int purge() {
        Integer deleted =
                transaction.execute(_ -> {
                    List<QuarantineRows.Key> expired =
                            rows.expired(clock.instant(), properties.purgeBatch());
                    rows.delete(expired);
                    return expired.size();
                });
        return deleted == null ? 0 : deleted;
    }

    /** As {@link #purgeAll}; a failure is for the next time. */
    void purgeAllQuietly() {
        try {
            purgeAll();
        } catch (RuntimeException e) {
            LOG.warn("expired requests stay for now: {}", e.getClass().getName());
        }
    }
}
