package dev.spillway.platform.telemetry;

/**
 * Names of the metrics that more than one place speaks of. The arithmetic that must hold, per
 * tenant and over any time in which the queues are empty at both ends:
 *
 * <pre>
 * received = stored + duplicates + dead letters
 * acknowledged by the door &lt;= received by the worker
 * </pre>
 *
 * <p>Less, not equal: a webhook whose confirmation came after its sender had been told 503 is in
 * the queue all the same. Nothing that was acknowledged is ever missing.
 */
public final class Metrics {

    /** Counter: webhooks the door acknowledged. Tags: provider, lane. */
    public static final String ACKNOWLEDGED = "spillway.door.acknowledged";

    /** Counter: requests the door refused. Tags: code. */
    public static final String REJECTED = "spillway.door.rejected";

    /**
     * Counter: vendors' handshakes that were answered; none of them is a webhook. Tags: provider.
     */
    public static final String HANDSHAKES = "spillway.door.handshakes";

    /** Timer: from the last byte of a request to the queue's confirmation. Tags: lane. */
    public static final String ACKNOWLEDGEMENT = "spillway.door.acknowledgement";

    /** Distribution: webhooks in one parcel. Tags: lane. */
    public static final String PARCEL_WEBHOOKS = "spillway.door.parcel.webhooks";

    /** Gauge, in seconds: age of the source directory's last successful refresh. */
    public static final String DIRECTORY_AGE = "spillway.door.directory.age";

    /** Counter: webhooks claimed by the worker. */
    public static final String RECEIVED = "spillway.drain.received";

    /** Counter: webhooks stored. */
    public static final String STORED = "spillway.drain.stored";

    /** Counter: webhooks that were stored before. */
    public static final String DUPLICATES = "spillway.drain.duplicates";

    /** Counter: webhooks that could not be stored. Tags: reason. */
    public static final String DEAD_LETTERS = "spillway.drain.dead.letters";

    /**
     * Counter: transactions that the database did not take, to be tried again or their messages
     * handed back. Tags: fault.
     */
    public static final String RETRIED = "spillway.drain.retried";

    /** Counter: messages handed back to the queue. Tags: reason. */
    public static final String HANDED_BACK = "spillway.drain.handed.back";

    /** Timer: from a webhook's receipt to the commit that stored it. */
    public static final String LAG = "spillway.drain.lag";

    /** Gauge, in seconds: age of the oldest event that counts of people lack. */
    public static final String PEOPLE_LAG = "spillway.people.lag";

    private Metrics() {}
}
