package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Keys of rollup rows, each ordered as its table's primary key is: two workers that add to the same
 * rows take their locks in the same order.
 */
sealed interface RollupKey {

    UUID tenantId();

    Grain grain();

    Instant bucket();

    private static <K extends RollupKey> Comparator<K> byTenantAndBucket() {
        return Comparator.comparing((K key) -> key.tenantId(), Ids.BY_BYTES)
                .thenComparing(key -> key.grain().code())
                .thenComparing(RollupKey::bucket);
    }

    /**
     * Events by their own time.
     *
     * @param generation of those of its hour that the row belongs to; 0 until that is looked up
     */
    record Events(
            UUID tenantId,
            Grain grain,
            Instant bucket,
            UUID sourceId,
            UUID campaignId,
            String type,
            boolean machine,
            int generation)
            implements RollupKey {

        static final Comparator<Events> ORDER =
                RollupKey.<Events>byTenantAndBucket()
                        .thenComparing(Events::sourceId, Ids.BY_BYTES)
                        .thenComparing(Events::campaignId, Ids.BY_BYTES)
                        .thenComparing(Events::type)
                        .thenComparing(Events::machine)
                        .thenComparingInt(Events::generation);

        Events in(int generation) {
            return new Events(
                    tenantId, grain, bucket, sourceId, campaignId, type, machine, generation);
        }

        /** The row by the hour in which this one's bucket lies. */
        Events byHour() {
            return new Events(
                    tenantId,
                    Grain.HOUR,
                    Grain.HOUR.bucket(bucket),
                    sourceId,
                    campaignId,
                    type,
                    machine,
                    generation);
        }
    }

    record Traffic(
            UUID tenantId,
            Grain grain,
            Instant bucket,
            UUID sourceId,
            String outcome,
            String reason)
            implements RollupKey {

        static final Comparator<Traffic> ORDER =
                RollupKey.<Traffic>byTenantAndBucket()
                        .thenComparing(Traffic::sourceId, Ids.BY_BYTES)
                        .thenComparing(Traffic::outcome)
                        .thenComparing(Traffic::reason);
    }

    record Lag(UUID tenantId, Grain grain, Instant bucket, int boundMillis) implements RollupKey {

        static final Comparator<Lag> ORDER =
                RollupKey.<Lag>byTenantAndBucket().thenComparingInt(Lag::boundMillis);
    }
}
