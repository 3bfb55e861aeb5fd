package dev.spillway.worker.job;

import dev.spillway.platform.job.JobKind;

/**
 * Does the jobs of one kind, any number of them side by side. Whatever a step has to know of the
 * one before stands in {@link Job#place}: the next step may run in another process. Thread-safe.
 *
 * <p>Failures are judged as the drain judges them ({@code Fault}): what is the database's fault is
 * tried again, for as long as it takes. What is the data's own is first tried item by item, and the
 * item that fails alone is handed to {@link #past}; so is one that does not fit the heap alone.
 */
public interface JobHandler {

    JobKind kind();

    /**
     * Prepares the next step, outside of any transaction: reads, decodes, computes. Must come to an
     * end well within {@code spillway.jobs.lease}.
     *
     * @param items how many the step may be about at most; 1 after a larger one failed
     * @throws JobFailedException if the job cannot go on at all
     */
    Step next(Job job, int items);

    /**
     * Prepares a step that goes past the next item, whose own data makes it fail.
     *
     * @param failure what it failed with; its message may quote the data
     */
    Step past(Job job, RuntimeException failure);
}
