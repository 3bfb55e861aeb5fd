package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one transaction is to store: whole parcels, and at its end perhaps the beginning of one. A
 * parcel's webhooks stand side by side, and in the order of their ids where it is not whole.
 *
 * @param isWhole whether the last parcel ends with it
 */
record Portion(List<Received> webhooks, boolean isWhole) {

    /** The order in which a parcel is stored that does not fit one transaction. */
    static final Comparator<UUID> ORDER = Ids.BY_BYTES;

    Portion {
        webhooks = List.copyOf(webhooks);
    }

    /** Of parcels that are all there. */
    static Portion whole(List<Received> webhooks) {
        return new Portion(webhooks, true);
    }

    boolean isEmpty() {
        return webhooks.isEmpty();
    }

    int size() {
        return webhooks.size();
    }

    /** Its first webhooks. */
    Portion first(int count) {
        if (count >= size()) {
            return this;
        }
        boolean endsParcel = !webhooks.get(count - 1).parcel().equals(webhooks.get(count).parcel());
        return new Portion(webhooks.subList(0, count), endsParcel);
    }

    /** Its webhooks but for the first. */
    Portion after(int count) {
        return new Portion(webhooks.subList(Math.min(count, size()), size()), isWhole);
    }

    /** The same ones, some of them dead by now. */
    Portion with(List<Received> mended) {
        return new Portion(mended, isWhole);
    }

    /** Of each parcel what is to be claimed. */
    List<ParcelClaims.Part> parts() {
        Map<ParcelClaims.Key, ParcelClaims.Part> parts = new LinkedHashMap<>();
        webhooks.forEach(each -> {
            ParcelClaims.Key key = each.parcel();
            parts.put(key, new ParcelClaims.Part(key, null));
        });
        if (!isWhole && !isEmpty()) {
            Received last = webhooks.getLast();
            parts.put(last.parcel(), new ParcelClaims.Part(last.parcel(), last.webhook().id()));
        }
        return List.copyOf(parts.values());
    }

    /** Webhooks and events, by parcel. */
    Map<UUID, Integer> rows() {
        Map<UUID, Integer> rows = new HashMap<>();
        webhooks.forEach(each -> rows.merge(each.parcelId(), each.rows(), Integer::sum));
        return rows;
    }
}
