package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Webhook;
import java.util.UUID;

/** A webhook off the queue with what was found in it before the transaction. */
record Received(UUID tenantId, UUID parcelId, Webhook webhook, Reading reading) {

    ParcelClaims.Key parcel() {
        return new ParcelClaims.Key(tenantId, parcelId);
    }

    Received dead(DeadLetterReason reason, String errorClass) {
        return dead(new Reading.Dead(reason, errorClass));
    }

    Received dead(Reading.Dead verdict) {
        return new Received(tenantId, parcelId, webhook, verdict);
    }
}
