package dev.spillway.ingestion.pack;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import java.util.ArrayList;
import java.util.List;

/** A parcel as it goes to the queue, with those who wait for its confirmation. */
record SealedParcel(Message message, Load load) {

    /**
     * A load as parcels that each fit a message: halved until they do. A webhook that does not fit
     * alone is decided here, and in none of them.
     */
    static List<SealedParcel> seal(Load load) {
        List<SealedParcel> parcels = new ArrayList<>(1);
        seal(load, parcels);
        return parcels;
    }

    private static void seal(Load load, List<SealedParcel> into) {
        String text = ParcelCodec.encode(parcel(load));
        if (text.length() <= ParcelCodec.MAX_MESSAGE_BYTES) {
            into.add(new SealedParcel(Message.of(load.tenantId(), text), load));
        } else if (load.size() == 1) {
            load.decide(Confirmation.TOO_LARGE);
        } else {
            seal(load.firstHalf(), into);
            seal(load.secondHalf(), into);
        }
    }

    private static Parcel parcel(Load load) {
        return new Parcel(
                Ids.next(),
                load.tenantId(),
                load.webhooks().stream().map(Waiting::webhook).toList());
    }

    /** What it weighs in a call. */
    int bytes() {
        return message.bytes();
    }
}
