package dev.spillway.platform.people;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/**
 * A set of people that knows about how many they are, and not who: a HyperLogLog sketch. Used by
 * one thread.
 *
 * <p>Sketches add up: whoever is in two of them counts once, in whichever order they are merged and
 * however often. That is why the estimate is the composite one; the library's default depends on
 * the order. Up to about 1,500 people it is exact for all practical purposes, beyond that wrong by
 * at most {@link #TWO_STANDARD_ERRORS} in 19 of 20 cases.
 */
public final class PeopleSketch {

    /** Of the true number: 2 × 1.04 / √2¹⁴. */
    public static final double TWO_STANDARD_ERRORS = 0.01625;

    /** Merging sketches of different sizes would cost accuracy: never changed for stored ones. */
    private static final int LG_K = 14;

    /** The smallest of the formats, 8 KB when full; below 1,500 people 4 bytes for each. */
    private static final TgtHllType FORMAT = TgtHllType.HLL_4;

    private final HllUnion union = new HllUnion(LG_K);

    /** The people of a sketch that was kept as {@link #bytes}. */
    public static PeopleSketch of(byte[] bytes) {
        PeopleSketch sketch = new PeopleSketch();
        sketch.addAll(bytes);
        return sketch;
    }

    /**
     * Adds a person.
     *
     * @param recipientHash the keyed hash of the recipient
     */
    public void add(byte[] recipientHash) {
        union.update(recipientHash);
    }

    /** Adds the people of another sketch. */
    public void addAll(PeopleSketch other) {
        union.update(other.union.getResult(TgtHllType.HLL_8)); // as it is held: no conversion
    }

    /** Adds the people of a sketch that was kept as {@link #bytes}. */
    public void addAll(byte[] bytes) {
        union.update(HllSketch.heapify(bytes));
    }

    /** About how many people there are. */
    public long people() {
        return Math.round(union.getCompositeEstimate());
    }

    /** The sketch as it is kept: the format of Apache DataSketches, at most some 10 KB. */
    public byte[] bytes() {
        return union.getResult(FORMAT).toCompactByteArray();
    }
}
