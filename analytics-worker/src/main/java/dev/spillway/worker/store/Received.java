package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Webhook;
import java.util.UUID;

/** A webhook off the queue with what was found in it before the transaction. */
record Received(UUID tenantId, UUID parcelId, Webhook webhook, Reading reading) {

    ParcelClaims.Key parcel() {
        return new ParcelClaims.Key(tenantId, parcelId);
    }

    /** It and its events. */
    int rows() {
        return switch (reading) {
            case Reading.Storable storable -> 1 + storable.events().size();
            case Reading.Dead _ -> 1;
        };
    }

    /** About what is kept of it until it is stored. */
    long bytes() {
        long events =
                switch (reading) {
                    case Reading.Storable storable ->
                            storable.events().stream()
                                    .mapToLong(found -> found.event().length())
                                    .sum();
                    case Reading.Dead _ -> 0;
                };
        return webhook.body().length + events;
    }

    Received dead(DeadLetterReason reason, String errorClass) {
        return dead(new Reading.Dead(reason, errorClass));
    }

    Received dead(Reading.Dead verdict) {
        return new Received(tenantId, parcelId, webhook, verdict);
    }
}
