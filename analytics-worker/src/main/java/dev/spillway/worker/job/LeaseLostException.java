package dev.spillway.worker.job;

/** Another worker took the job over: what this one was about to commit is its to do. */
final class LeaseLostException extends RuntimeException {

    LeaseLostException(Job job) {
        super("job " + job.id() + " is another worker's by now");
    }
}
