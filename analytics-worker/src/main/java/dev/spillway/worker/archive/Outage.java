package dev.spillway.worker.archive;

/** Who wants to know whether the archive takes objects. Thread-safe. */
public interface Outage {

    /** It failed once more. */
    void failed(String why);

    /** It took one. */
    void recovered();
}
