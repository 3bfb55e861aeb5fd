package dev.spillway.worker.job;

/** A job cannot go on, whatever is tried. */
public final class JobFailedException extends RuntimeException {

    private final String code;

    /**
     * A failure that clients can read.
     *
     * @param code stable and in snake case; it becomes the job's {@code error}
     */
    public JobFailedException(String code) {
        super(code);
        this.code = code;
    }

    String code() {
        return code;
    }
}
