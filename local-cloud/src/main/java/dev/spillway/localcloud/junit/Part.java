package dev.spillway.localcloud.junit;

/** What of the cloud a test needs; only that is started. */
public enum Part {
    DATABASE,
    QUEUES
}
