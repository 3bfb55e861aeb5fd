package dev.spillway.localcloud.queue;

/** A message in its queue: one that becomes a dead letter keeps its id. */
record MessageKey(String queue, String id) {}
