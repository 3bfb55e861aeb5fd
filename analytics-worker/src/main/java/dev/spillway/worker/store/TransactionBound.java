package dev.spillway.worker.store;

/**
 * How much is stored in one transaction, at most: more would keep locks, and a writer from other
 * tenants, for too long, and its rows would not fit the heap. One webhook may exceed it.
 *
 * @param rows webhooks and events
 * @param bytes of bodies and of what is kept of events
 */
public record TransactionBound(int rows, long bytes) {}
