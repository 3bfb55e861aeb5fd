package dev.spillway.load.queue;

/**
 * What webhooks and parcels look like in a blast.
 *
 * @param events in each webhook
 * @param webhooks in each parcel: about what one call of the door takes before compression
 */
public record Shape(int events, int webhooks) {

    public static final Shape ONE_EVENT = new Shape(1, 300);

    /** As the door packs what comes one by one: each webhook a message of its own. */
    public static final Shape SINGLE = new Shape(1, 1);

    public static final Shape TEN_EVENTS = new Shape(10, 150);
}
