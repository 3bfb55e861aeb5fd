package dev.spillway.worker.job;

/** A piece of a job, ready to be written. */
@FunctionalInterface
public interface Step {

    /**
     * Writes, inside the transaction that saves the progress and at READ COMMITTED. May be run
     * again from its beginning, after a transaction that was rolled back. What is to be done once
     * the effect is sure, such as counting, belongs to {@link Progress#then}.
     */
    Progress write();
}
