package dev.spillway.worker.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why something ended as a dead letter. Stable: clients filter by it. */
public enum DeadLetterReason {
    /** A message on a lane that is no parcel. */
    MALFORMED_PARCEL,
    /** A message on the signals queue that is no signal. */
    MALFORMED_SIGNAL,
    /** A webhook of a tenant that does not exist. */
    TENANT_UNKNOWN,
    /** The database refuses a value in it. */
    DATA_REFUSED,
    /** The code that was to store it failed: a bug, to be mended and then replayed. */
    PROCESSING_FAILED;

    /** The name in API and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DeadLetterReason> find(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }
}
