/** One batch of parcels into the database, in one transaction, its effect made exactly once. */
@NullMarked
package dev.spillway.worker.store;

import org.jspecify.annotations.NullMarked;
