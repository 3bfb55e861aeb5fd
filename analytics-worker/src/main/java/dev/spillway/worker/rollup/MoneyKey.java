package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
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
            Comparator.comparing(MoneyKey::tenantId, Ids.BY_BYTES)
                    .thenComparing(MoneyKey::campaignId, Ids.BY_BYTES)
                    .thenComparing(MoneyKey::hour)
                    .thenComparing(MoneyKey::sourceId, Ids.BY_BYTES)
                    .thenComparing(MoneyKey::currency)
                    .thenComparing(key -> key.kind().code());
}
