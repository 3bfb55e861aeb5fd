package dev.spillway.localcloud.junit;

/** What of the cloud a test needs; only that is started. */
public enum Part {
    DATABASE,
    /** SQS with the queues main, overflow and signals. */
    QUEUES,
    /** SNS with Spillway's topics; SQS answers too. */
    TOPICS
}
