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

    /** {@link Fault#CONTENTION} or {@link Fault#STALL}, never {@link Fault#POISON}. */
    public Fault fault() {
        return fault;
    }
}
