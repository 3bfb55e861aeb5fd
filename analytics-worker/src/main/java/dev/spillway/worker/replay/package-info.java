/**
 * Stored webhooks gone through once more, because a tenant asked for it: for their events, or for
 * the counts of these.
 */
@NullMarked
package dev.spillway.worker.replay;

import org.jspecify.annotations.NullMarked;
