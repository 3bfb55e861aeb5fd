/**
 * Whom tenants have erased, so that he does not come back with what was still on its way: out of a
 * queue, a dead-letter queue, the quarantine or the archive.
 */
@NullMarked
package dev.spillway.worker.tombstone;

import org.jspecify.annotations.NullMarked;
