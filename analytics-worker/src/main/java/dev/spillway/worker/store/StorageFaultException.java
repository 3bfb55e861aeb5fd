package dev.spillway.worker.store;

import dev.spillway.worker.sql.Fault;

/** Nothing was stored, and not because of what was to be stored: try again later. */
public final class StorageFaultException extends RuntimeException {

    private final Fault fault;

    StorageFaultException(Fault fault, Throwable cause) {
        super("nothing was stored, " + Failures.describe(fault, cause), cause);
        this.fault = fault;
    }

    /** Of a failure that cannot be the data's fault, whatever it looks like. */
    public static StorageFaultException of(RuntimeException failure) {
        Fault fault = Fault.of(failure);
        return new StorageFaultException(fault == Fault.POISON ? Fault.STALL : fault, failure);
    }

    /** Whether it was given up because it lasted too long. */
    boolean tookTooLong() {
        return getCause() != null && Fault.tookTooLong(getCause());
    }

    /**
     * Of what is kept as it came because it cannot be read: {@link Fault#POISON} if it cannot be
     * kept either.
     */
    public static StorageFaultException keeping(RuntimeException failure) {
        return new StorageFaultException(Fault.of(failure), failure);
    }

    /** {@link Fault#POISON} only of what could not even be kept as it came. */
    public Fault fault() {
        return fault;
    }
}
