package dev.spillway.worker.rollup;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Key of a row of {@code campaign_money} but for its slot, ordered as the primary key is. */
record MoneyKey(
        UUID tenantId,
        UUID campaignId,
        Instant hour,
        UUID sourceId,
        String currency,
        MoneyKind kind) {

    static final Comparator<MoneyKey> ORDER =
            Comparator.comparing(MoneyKey::tenantId, RollupKey.BY_BYTES)
                    .thenComparing(MoneyKey::campaignId, RollupKey.BY_BYTES)
                    .thenComparing(MoneyKey::hour)
                    .thenComparing(MoneyKey::sourceId, RollupKey.BY_BYTES)
                    .thenComparing(MoneyKey::currency)
                    .thenComparing(key -> key.kind().code());
}
